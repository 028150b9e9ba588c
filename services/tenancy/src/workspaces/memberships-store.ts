import { pagesOf } from '@plinth/kit/db'
import { fromRow } from '@plinth/kit/db/rows'
import type { Role } from '../caller.ts'
import { workspacesWithRoleOf } from './lists.ts'

/** A living workspace of a user. */
export interface UserMembership {
  workspaceId: string
  name: string
  slug: string
  status: string
  role: Role
  createdAt: Date
  memberSince: Date
}

/** A page of a user's living workspaces. */
export const pageUserMemberships = pagesOf(workspacesWithRoleOf, fromRow<UserMembership>)
