// The deletion of a user starts here, where the only rule that may refuse it applies: a workspace keeps an owner. The rest follows.
import type { Tx } from '@plinth/kit/db'
import { matchVersion } from '@plinth/kit/if-match'
import type { Caller } from '../caller.ts'
import { fail } from '../errors.ts'
import { endMembership } from '../members/verbs.ts'
import { namespaceDeleted } from '../namespaces/events.ts'
import { releaseReservationsOfDeleted } from '../namespaces/payment-verbs.ts'
import { softDeleteNamespacesOf } from '../namespaces/store.ts'
import { lockOwner } from '../owner-lock.ts'
import { membershipsOf } from '../teams/store.ts'
import { lockWorkspaceRows } from '../teams/team-store.ts'
import { userDeleted } from './events.ts'
import * as store from './store.ts'

/** An operator deletes a user. `userVersion` is the version in identity, read just before; 0 if the user is unknown. */
export async function endUser(tx: Tx, caller: Caller, userId: string, userVersion: number): Promise<void> {
  if (!caller.isOperator) throw fail.operatorsOnly()
  if (userVersion === 0) throw fail.userNotFound()
  matchVersion(caller, userVersion)
  const workspaceIds = await lockEverything(tx, userId)
  // A restored backup may still have a deleted user in identity: the repeated event deletes it again.
  if (!(await store.hasEnded(tx, userId))) await endLiving(tx, userId)
  for (const workspaceId of ['', ...workspaceIds]) tx.emit(userDeleted(userId, workspaceId, await tx.time()))
}

async function endLiving(tx: Tx, userId: string): Promise<void> {
  const alone = await store.ownedAlone(tx, userId)
  if (alone.length > 0) throw fail.lastOwnerOf(alone)
  await store.markEnded(tx, userId)
  const deleted = await softDeleteNamespacesOf(tx, userId)
  await releaseReservationsOfDeleted(tx, deleted)
  for (const namespace of deleted) tx.emit(namespaceDeleted(namespace))
  for (const membership of await membershipsOf(tx, userId)) await endMembership(tx, membership)
  await store.dropTraces(tx, userId)
  tx.touch(userId)
}

/**
 * Locks in the order of all changes of memberships: the namespaces of the owner, the workspaces, the user. A workspace created before
 * the user is locked is locked late: transactions that add members to it wait for the namespaces first.
 */
async function lockEverything(tx: Tx, userId: string): Promise<string[]> {
  await lockOwner(tx, userId)
  await lockWorkspaceRows(tx, await idsOf(tx, userId))
  await store.holdUser(tx, userId)
  const all = await idsOf(tx, userId)
  await lockWorkspaceRows(tx, all)
  return all
}

const idsOf = async (tx: Tx, userId: string): Promise<string[]> =>
  (await membershipsOf(tx, userId)).map(({ workspaceId }) => workspaceId)
