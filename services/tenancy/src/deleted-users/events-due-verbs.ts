// The deletion of a user is one transaction; its events are as many as the user had workspaces and namespaces, and follow in steps.
import type { Tx } from '@plinth/kit/db'
import { namespaceDeleted } from '../namespaces/events.ts'
import { memberRemoved } from '../teams/events.ts'
import { userDeleted } from './events.ts'
import * as store from './events-due-store.ts'

/** Emits the next events of a deleted user, whose row is locked; returns true when there may be more. */
export async function emitNext(tx: Tx, due: store.EventsDue): Promise<boolean> {
  const { userId, origin, endedAt } = due
  const namespaces = await store.nextNamespaces(tx, due)
  for (const namespace of namespaces) tx.emit(namespaceDeleted(namespace), origin)
  const last = namespaces.at(-1)
  if (last !== undefined) await store.noteEmitted(tx, userId, last)
  if (namespaces.length === store.stepMax) return true
  const memberships = await store.takeEndedMemberships(tx, userId)
  for (const membership of memberships) {
    tx.emit(memberRemoved(membership), origin)
    tx.emit(userDeleted(userId, membership.workspaceId, endedAt), origin)
  }
  return memberships.length === store.stepMax
}
