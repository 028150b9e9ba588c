import type { NewEvent, Tx } from '@plinth/kit/db'
import { type ApiKey, apiKeyView } from './api-keys/api-key.ts'
import { isSeen, type User, userView } from './users/user.ts'

const consumers = ['webhooks']

/** The durable name of this service's consumer: tenancy's outbox rows wait for it. */
export const consumerName = 'identity'
export const consumedSubjects: readonly string[] = [
  'member.added',
  'member.removed',
  'workspace.deleted',
  'user.deleted',
].map((type) => `plinth.events.*.${type}`)

/** A new user belongs to no workspace yet: no endpoint hears of it. */
export const userCreated = (user: User): NewEvent => aboutUser('user.created', '', user)

export const userUpdated = (user: User, workspaceId: string): NewEvent => aboutUser('user.updated', workspaceId, user)

/** Tells each of the workspaces what others see of a change, and tenancy of every change. */
export function tellUserUpdated(tx: Tx, before: User, after: User, workspaceIds: readonly string[]): void {
  if (!isSeen(before, after)) return
  const each = new Set(workspaceIds)
  if (each.size === 0) tx.emit(aboutUser('user.updated', '', after))
  for (const workspaceId of each) tx.emit(userUpdated(after, workspaceId))
}

/** Tenancy keeps a copy of each user's tier. */
const aboutUser = (type: string, workspaceId: string, user: User): NewEvent => ({
  type,
  workspaceId,
  objectId: user.id,
  objectType: 'user',
  objectVersion: user.version,
  attributes: userView(user),
  consumers: workspaceId === '' ? ['tenancy'] : [...consumers, 'tenancy'],
})

export const apiKeyCreated = (key: ApiKey): NewEvent => aboutKey('api_key.created', key, apiKeyView(key))

/** About the new key; `previous` is the one it replaces. */
export const apiKeyRotated = (key: ApiKey, previous: { id: string; expiresAt: Date }): NewEvent =>
  aboutKey('api_key.rotated', key, {
    ...apiKeyView(key),
    previous: { id: previous.id, expires_at: previous.expiresAt.toISOString() },
  })

/** @param reason Only where it was not a person's or a membership's end. */
export const apiKeyRevoked = (key: ApiKey, reason?: 'leaked'): NewEvent =>
  aboutKey('api_key.revoked', key, { ...apiKeyView(key), ...(reason && { reason }) })

const aboutKey = (type: string, key: ApiKey, attributes: Record<string, unknown>): NewEvent => ({
  type,
  workspaceId: key.workspaceId,
  objectId: key.id,
  objectType: 'api_key',
  attributes,
  consumers,
})
