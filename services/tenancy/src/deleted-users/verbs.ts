// The deletion of a user starts here, where the only rule that may refuse it applies: a workspace keeps an owner. The rest follows.
import type { Tx } from '@plinth/kit/db'
import type { EventOrigin } from '@plinth/kit/events/origin'
import { matchVersion } from '@plinth/kit/if-match'
import type { Caller } from '../caller.ts'
import { fail } from '../errors.ts'
import { releaseReservationsOfDeleted } from '../namespaces/payment-verbs.ts'
import { softDeleteNamespacesOf } from '../namespaces/store.ts'
import { lockOwner } from '../owner-lock.ts'
import { userDeleted } from './events.ts'
import { endEventsDue, noteEventsDue } from './events-due-store.ts'
import { emitNext } from './events-due-verbs.ts'
import * as store from './store.ts'

export interface EndingUser {
  id: string
  /** The version in identity, read just before; 0 if the user is unknown. */
  version: number
}

/** An operator deletes a user, with as many statements as ever, whatever the user belongs to. */
export async function endUser(tx: Tx, caller: Caller, user: EndingUser, origin: EventOrigin): Promise<void> {
  if (!caller.isOperator) throw fail.operatorsOnly()
  if (user.version === 0) throw fail.userNotFound()
  matchVersion(caller, user.version)
  await lockEverything(tx, user.id)
  // A restored backup may still have a deleted user in identity: the repeated event deletes it again.
  if (!(await store.hasEnded(tx, user.id))) await endLiving(tx, user.id, origin)
  tx.emit(userDeleted(user.id, '', await tx.time()))
}

async function endLiving(tx: Tx, userId: string, origin: EventOrigin): Promise<void> {
  const alone = await store.ownedAlone(tx, userId)
  if (alone.length > 0) throw fail.lastOwnerOf(alone)
  await store.markEnded(tx, userId)
  await releaseReservationsOfDeleted(tx, await softDeleteNamespacesOf(tx, userId))
  await store.endMemberships(tx, userId)
  await store.dropTraces(tx, userId)
  const due = await noteEventsDue(tx, userId, origin)
  if (!(await emitNext(tx, due))) await endEventsDue(tx, userId)
  tx.touch(userId)
}

/**
 * Locks in the order of all changes of memberships: the namespaces of the owner, the workspaces, the user. A workspace created before
 * the user is locked is locked late: transactions that add members to it wait for the namespaces first.
 */
async function lockEverything(tx: Tx, userId: string): Promise<void> {
  await lockOwner(tx, userId)
  await store.lockWorkspacesOf(tx, userId)
  await store.holdUser(tx, userId)
  await store.lockWorkspacesOf(tx, userId)
}
