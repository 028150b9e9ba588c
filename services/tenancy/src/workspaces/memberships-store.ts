import { type Page, type Queryable, selectPage } from '@plinth/kit/db'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
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

interface UserMembershipRow {
  workspace_id: string
  workspace_name: string
  workspace_slug: string
  workspace_status: string
  role: Role
  workspace_created_at: Date
  created_at: Date
}

/** A page of a user's living workspaces. */
export const pageUserMemberships = (
  db: Queryable,
  userId: string,
  query: ListQuery | undefined,
): Promise<Page<UserMembership>> =>
  selectPage(db, workspacesWithRoleOf(userId), query, (row: UserMembershipRow) => ({
    workspaceId: row.workspace_id,
    name: row.workspace_name,
    slug: row.workspace_slug,
    status: row.workspace_status,
    role: row.role,
    createdAt: row.workspace_created_at,
    memberSince: row.created_at,
  }))
