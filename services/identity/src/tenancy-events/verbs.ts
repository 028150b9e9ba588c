// Events come at least once and late: every path here is safe to run twice, and keeps keys that were made since.
import type { DomainEvent, Queryable, Tx } from '@plinth/kit/db'
import { apiKeyEvents } from '../api-keys/events.ts'
import { deleteApiKeysOf, deleteApiKeysUntil, isFullStep } from '../api-keys/store.ts'
import { userUpdated } from '../users/events.ts'
import { deleteUser, lockUser, saveUser } from '../users/store.ts'
import { verifyAddress } from '../users/user.ts'
import { knownAmong } from './store.ts'

/** True when identity has to act; the outbox rows of tenancy wait for identity with these events alone. */
export function concernsIdentity(event: DomainEvent): boolean {
  if (event.type === 'member.added') return joinedBy(event) !== undefined
  // The same event goes to each workspace of a deleted user; one of them is enough here.
  return event.type !== 'user.deleted' || event.workspaceId === ''
}

/**
 * Returns the events that have an effect. The deletion of a user comes with a removal from each workspace of the user, which finds no key
 * any more: one query for a batch of them, where each would be a transaction.
 */
export async function effectiveAmong(db: Queryable, events: readonly DomainEvent[]): Promise<readonly DomainEvent[]> {
  const removals = events.filter(({ type }) => type === 'member.removed')
  if (removals.length < 2) return events
  const known = new Set(await knownAmong(db, removals))
  return events.filter(({ id, type }) => type !== 'member.removed' || known.has(id))
}

/** Applies an event, or a step of it; a second time changes nothing. Returns true when there is more to apply. */
export async function applyTenancyEvent(tx: Tx, event: DomainEvent): Promise<boolean> {
  if (event.type === 'member.removed') return revokeKeys(tx, event)
  if (event.type === 'workspace.deleted') return dropKeys(tx, event)
  if (event.type === 'user.deleted') return forget(tx, event)
  if (event.type === 'member.added') await verify(tx, event)
  return false
}

/** A user who came back since keeps the keys made since. The lock waits for keys that are being made for the user. */
async function revokeKeys(tx: Tx, { workspaceId, objectId, createdAt }: DomainEvent): Promise<boolean> {
  await lockUser(tx, objectId)
  const keys = await deleteApiKeysUntil(tx, workspaceId, { userId: objectId, until: createdAt })
  for (const key of keys) tx.emit(apiKeyEvents.revoked(key))
  return isFullStep(keys)
}

/** Deletes the user and all keys. The user goes first: a transaction that makes a key for the user holds that row. */
async function forget(tx: Tx, { objectId }: DomainEvent): Promise<boolean> {
  await deleteUser(tx, objectId)
  const keys = await deleteApiKeysOf(tx, objectId)
  for (const key of keys) tx.emit(apiKeyEvents.revoked(key))
  return isFullStep(keys)
}

/** Emits no event per key: workspace.deleted covers them. */
async function dropKeys(tx: Tx, { workspaceId, createdAt }: DomainEvent): Promise<boolean> {
  return isFullStep(await deleteApiKeysUntil(tx, workspaceId, { userId: undefined, until: createdAt }))
}

async function verify(tx: Tx, event: DomainEvent): Promise<void> {
  const { workspaceId, objectId, createdAt } = event
  const email = provenBy(event)
  const user = email === undefined ? undefined : await lockUser(tx, objectId)
  if (email === undefined || user === undefined) return
  const verified = verifyAddress(user, email, createdAt)
  if (verified === user) return
  tx.emit(userUpdated(await saveUser(tx, verified), workspaceId, user))
}

/** Only an invitation names an address, and only its user could accept it. */
function joinedBy({ attributes }: DomainEvent): string | undefined {
  const { email, invitation_id: invitationId } = attributes
  return typeof email === 'string' && typeof invitationId === 'string' ? email : undefined
}

/** The email that the event proves. Without email_verified the inviter may have kept the token, which proves nothing. */
function provenBy(event: DomainEvent): string | undefined {
  return event.attributes['email_verified'] === true ? joinedBy(event) : undefined
}
