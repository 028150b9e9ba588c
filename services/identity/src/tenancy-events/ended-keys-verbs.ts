// An event deletes the first keys that ended by it; where there are more, a job deletes the others, and events of other workspaces go on.
import type { Tx } from '@plinth/kit/db'
import { apiKeyEvents } from '../api-keys/events.ts'
import { deleteApiKeysOf, deleteApiKeysUntil, isFullStep } from '../api-keys/store.ts'
import { lockUser } from '../users/store.ts'
import { type EndedKeys, lockKeysDue, noteKeysDue } from './due-store.ts'

/** Deletes the first keys that ended, and leaves the others to the job. A second time changes nothing. */
export async function endKeys(tx: Tx, ended: EndedKeys): Promise<void> {
  await lockKeysDue(tx, ended)
  if (await endNextKeys(tx, ended)) await noteKeysDue(tx, ended)
}

/** Deletes some keys that ended; returns true when there may be more. workspace.deleted covers its keys, which have no events of their own. */
export async function endNextKeys(tx: Tx, { workspaceId, userId, until, origin }: EndedKeys): Promise<boolean> {
  if (workspaceId === '') {
    const keys = await deleteApiKeysOf(tx, userId)
    for (const key of keys) tx.emit(apiKeyEvents.revoked(key), origin)
    return isFullStep(keys)
  }
  if (userId === '') return isFullStep(await deleteApiKeysUntil(tx, workspaceId, { userId: undefined, until }))
  // A user who came back since keeps the keys made since. The lock waits for keys that are being made for the user.
  await lockUser(tx, userId)
  const keys = await deleteApiKeysUntil(tx, workspaceId, { userId, until })
  for (const key of keys) tx.emit(apiKeyEvents.revoked(key), origin)
  return isFullStep(keys)
}
