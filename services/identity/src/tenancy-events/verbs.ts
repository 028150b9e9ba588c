// Events come at least once and late: every path here is safe to run twice, and keeps keys that were made since.
import type { DomainEvent, Queryable, Tx } from '@plinth/kit/db'
import { userUpdated } from '../users/events.ts'
import { deleteUser, lockUser, saveUser } from '../users/store.ts'
import { verifyAddress } from '../users/user.ts'
import { endKeys } from './ended-keys-verbs.ts'
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

/** Applies an event; a second time changes nothing. */
export async function applyTenancyEvent(tx: Tx, event: DomainEvent): Promise<void> {
  const { type, workspaceId, objectId, createdAt: until, origin } = event
  if (type === 'member.removed') await endKeys(tx, { workspaceId, userId: objectId, until, origin })
  if (type === 'workspace.deleted') await endKeys(tx, { workspaceId, userId: '', until, origin })
  if (type === 'user.deleted') await forget(tx, event)
  if (type === 'member.added') await verify(tx, event)
}

/** Deletes the user and all keys. The user goes first: a transaction that makes a key for the user holds that row. */
async function forget(tx: Tx, { objectId, createdAt: until, origin }: DomainEvent): Promise<void> {
  await deleteUser(tx, objectId)
  await endKeys(tx, { workspaceId: '', userId: objectId, until, origin })
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
