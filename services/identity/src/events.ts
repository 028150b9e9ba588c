import type { NewEvent } from '@plinth/kit/db'
import { type ApiKey, apiKeyView } from './api-keys/api-key.ts'
import { type User, userView } from './users/user.ts'

const consumers = ['webhooks']

/** A new user belongs to no workspace yet, so nobody waits for this one. */
export const userCreated = (user: User): NewEvent => ({
  type: 'user.created',
  workspaceId: '',
  objectId: user.id,
  objectType: 'user',
  attributes: userView(user),
  consumers: [],
})

export const userUpdated = (user: User, workspaceId: string): NewEvent => ({
  type: 'user.updated',
  workspaceId,
  objectId: user.id,
  objectType: 'user',
  attributes: userView(user),
  consumers,
})

export const apiKeyCreated = (key: ApiKey): NewEvent => aboutKey('api_key.created', key, apiKeyView(key))

/** About the new key; `previous` is the one it replaces. */
export const apiKeyRotated = (key: ApiKey, previous: { id: string; expiresAt: Date }): NewEvent =>
  aboutKey('api_key.rotated', key, {
    ...apiKeyView(key),
    previous: { id: previous.id, expires_at: previous.expiresAt.toISOString() },
  })

export const apiKeyRevoked = (key: ApiKey): NewEvent => aboutKey('api_key.revoked', key, apiKeyView(key))

const aboutKey = (type: string, key: ApiKey, attributes: Record<string, unknown>): NewEvent => ({
  type,
  workspaceId: key.workspaceId,
  objectId: key.id,
  objectType: 'api_key',
  attributes,
  consumers,
})
