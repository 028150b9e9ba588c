import type { NewEvent, Tx } from '@plinth/kit/db'
import { isSeen, type User, userView } from './user.ts'

/** A new user belongs to no workspace yet, so the event goes to tenancy alone. */
export const userCreated = (user: User): NewEvent => aboutUser('user.created', '', user)

export const userUpdated = (user: User, workspaceId: string): NewEvent => aboutUser('user.updated', workspaceId, user)

/** Emits a change of the public fields once for each workspace, or once for tenancy when the user has no workspace. */
export function emitUserUpdated(tx: Tx, before: User, after: User, workspaceIds: readonly string[]): void {
  if (!isSeen(before, after)) return
  const each = new Set(workspaceIds)
  if (each.size === 0) tx.emit(aboutUser('user.updated', '', after))
  for (const workspaceId of each) tx.emit(userUpdated(after, workspaceId))
}

/** Tenancy consumes every event, as it keeps a copy of the tier of each user. */
const aboutUser = (type: string, workspaceId: string, user: User): NewEvent => ({
  type,
  workspaceId,
  objectId: user.id,
  objectType: 'user',
  objectVersion: user.version,
  attributes: userView(user),
  consumers: workspaceId === '' ? ['tenancy'] : ['webhooks', 'tenancy'],
})
