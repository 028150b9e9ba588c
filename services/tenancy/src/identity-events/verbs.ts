// Events arrive at least once, late and in any order: every path here is safe to run twice, and keeps newer rows.
import type { DomainEvent, Tx } from '@plinth/kit/db'
import { deleteInvitationsMadeUntil } from '../invitations/store.ts'
import { rememberTier, type UserTier } from './store.ts'
import { emitToFirst } from './updates-due-verbs.ts'

/** Stores the tier, which the own namespaces of the user use, and ends the invitations of a suspended user. */
export async function applyIdentityEvent(tx: Tx, event: DomainEvent): Promise<void> {
  const tier = tierFromEvent(event)
  if (tier === undefined) return
  const { isNewest, isFirstOfSuspension } = await rememberTier(tx, tier)
  // The event goes to each workspace of the user, and one copy is enough for the invitations of all.
  if (isFirstOfSuspension) await deleteInvitationsMadeUntil(tx, [{ userId: event.objectId, until: event.createdAt }])
  // An event of identity without a workspace is emitted here once for each workspace of the user.
  if (isNewest && event.type === 'user.updated' && event.workspaceId === '') await emitToFirst(tx, event)
}

/** Returns the tier that an event about a user names; undefined when it names none. */
function tierFromEvent(event: DomainEvent): UserTier | undefined {
  const { objectId: userId, objectVersion: version } = event
  const { tier } = event.attributes
  return typeof tier === 'string' ? { userId, tier, version, isSuspended: isSuspension(event) } : undefined
}

const isSuspension = ({ type, attributes }: DomainEvent): boolean =>
  type === 'user.updated' && attributes['status'] === 'suspended'
