// A user may belong to more workspaces than one transaction emits to: it emits to the first ones, and a job to the others.
import type { DomainEvent, Tx } from '@plinth/kit/db'
import { userUpdatedIn } from './events.ts'
import { hasUpdateDue, nextWorkspaces, noteUpdateDue, stepMax, type UpdateDue } from './updates-due-store.ts'

/**
 * Emits a change of a user to the first workspaces of the user, and leaves the others to the job: all of them while an earlier change is
 * on its way. The first ones are others once the user has left some, and may not have that change yet.
 */
export async function emitToFirst(tx: Tx, event: DomainEvent): Promise<void> {
  const { id: eventId, objectId: userId, objectVersion: version, attributes, changes, origin } = event
  const none = { emittedToCreatedAt: new Date(0), emittedToId: '' }
  const due = { eventId, userId, version, content: { attributes, changes }, origin, ...none }
  // The row of user_tier is locked: changes of a user come here one at a time.
  await ((await hasUpdateDue(tx, userId)) ? noteUpdateDue(tx, due) : emitToNext(tx, due))
}

/** Emits a change of a user to the next workspaces of the user; returns true, and notes the place, when there may be more. */
export async function emitToNext(tx: Tx, due: UpdateDue): Promise<boolean> {
  const workspaces = await nextWorkspaces(tx, due)
  for (const { id, isLiving } of workspaces) if (isLiving) tx.emit(userUpdatedIn(id, due), due.origin)
  const last = workspaces.at(-1)
  if (last === undefined || workspaces.length < stepMax) return false
  await noteUpdateDue(tx, { ...due, emittedToCreatedAt: last.createdAt, emittedToId: last.id })
  return true
}
