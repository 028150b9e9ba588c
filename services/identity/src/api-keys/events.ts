import type { NewEvent } from '@plinth/kit/db'
import { type ApiKey, apiKeyView } from './api-key.ts'

export const apiKeyCreated = (key: ApiKey): NewEvent => aboutKey('api_key.created', key, apiKeyView(key))

/** An event about the new key; `previous` is the key that it replaces. */
export const apiKeyRotated = (key: ApiKey, previous: { id: string; expiresAt: Date }): NewEvent =>
  aboutKey('api_key.rotated', key, {
    ...apiKeyView(key),
    previous: { id: previous.id, expires_at: previous.expiresAt.toISOString() },
  })

/** @param reason Absent when a person revoked the key or its membership ended. */
export const apiKeyRevoked = (key: ApiKey, reason?: 'leaked'): NewEvent =>
  aboutKey('api_key.revoked', key, { ...apiKeyView(key), ...(reason && { reason }) })

const aboutKey = (type: string, key: ApiKey, attributes: Record<string, unknown>): NewEvent => ({
  type,
  workspaceId: key.workspaceId,
  objectId: key.id,
  objectType: 'api_key',
  attributes,
  consumers: ['webhooks'],
})
