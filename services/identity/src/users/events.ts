import type { NewEvent, Tx } from '@plinth/kit/db'
import { type Changes, changesOf } from '@plinth/kit/events/changes'
import { isSeen, type User, userView } from './user.ts'

/** A new user belongs to no workspace yet. */
export const userCreated = (user: User): NewEvent =>
  aboutUser('user.created', '', user, changesOf(undefined, userView(user)))

/** @param before The user before the change; absent for an event that only repeats what the user is. */
export const userUpdated = (user: User, workspaceId: string, before: User = user): NewEvent =>
  aboutUser('user.updated', workspaceId, user, changesOf(userView(before), userView(user)))

/** Workspaces to which identity emits itself; to more of them tenancy does, in steps, by the event without a workspace. */
export const emittedMax = 100

/**
 * Emits a change of the public fields once for each workspace, or once without a workspace when the user has none, or very many. Of an
 * address that is only wanted no workspace hears.
 */
export function emitUserUpdated(tx: Tx, before: User, after: User, workspaceIds: readonly string[]): void {
  if (before.pendingEmail !== after.pendingEmail && after.pendingEmail !== undefined)
    tx.emit(emailWanted(before, after))
  if (!isSeen(before, after)) return
  const event = userUpdated(after, '', before)
  const [first = '', ...others] = workspaceIds.length > emittedMax ? [] : new Set(workspaceIds)
  tx.emit({ ...event, workspaceId: first })
  for (const workspaceId of others) tx.emit({ ...event, workspaceId, consumers: ['webhooks'] })
}

/** An operator made a token that proves this address. The event has no token. */
export const emailVerificationCreated = (user: User, email: string, expiresAt: Date): NewEvent => ({
  ...recordOf('user.email_verification_created', user),
  attributes: { id: user.id, email, expires_at: expiresAt.toISOString() },
})

function emailWanted(before: User, after: User): NewEvent {
  const shown = ({ id, pendingEmail }: User) => ({ id, pending_email: pendingEmail ?? null })
  return {
    ...recordOf('user.email_change_requested', after),
    attributes: shown(after),
    changes: changesOf(shown(before), shown(after)),
  }
}

/** For the audit log alone. */
const recordOf = (type: string, { id, name }: Pick<User, 'id' | 'name'>) => ({
  ...{ type, workspaceId: '', objectId: id, objectType: 'user', objectName: name, consumers: ['webhooks'] },
})

/** Tenancy consumes each change of a user once, as it keeps a copy of the tier of each user. */
const aboutUser = (type: string, workspaceId: string, user: User, changes: Changes): NewEvent => ({
  type,
  workspaceId,
  objectId: user.id,
  objectType: 'user',
  objectVersion: user.version,
  attributes: userView(user),
  changes,
  consumers: ['webhooks', 'tenancy'],
})
