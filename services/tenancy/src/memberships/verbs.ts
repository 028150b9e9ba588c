import type { Queryable } from '@plinth/kit/db'
import { type Caller, workspaceOf } from '../caller.ts'
import { fail } from '../errors.ts'
import { memberIdsOf, oldestOwnersOf, shareWorkspace, workspaceIdsOf } from './store.ts'

const workspacesMax = 100

/** Everybody in the workspace in context. */
export const listMemberIds = async (db: Queryable, caller: Caller): Promise<string[]> =>
  memberIdsOf(db, workspaceOf(caller))

/** The workspaces a user belongs to: the user's own business, and an operator's. */
export async function listUserWorkspaceIds(db: Queryable, caller: Caller, userId: string): Promise<string[]> {
  if (!caller.isOperator && caller.userId !== userId) throw fail.userNotFound()
  return workspaceIdsOf(db, userId)
}

/** May the caller see the user? */
export async function checkUserVisibility(db: Queryable, caller: Caller, userId: string): Promise<boolean> {
  return caller.isOperator || caller.userId === userId || shareWorkspace(db, caller, userId)
}

/** The oldest owner of each workspace. */
export async function getOwners(db: Queryable, workspaceIds: readonly string[]): Promise<Record<string, string>> {
  if (workspaceIds.length > workspacesMax) throw fail.tooMany(workspacesMax)
  return oldestOwnersOf(db, workspaceIds)
}
