import type { NewEvent } from '@plinth/kit/db'
import { type Changes, changesOf } from '@plinth/kit/events/changes'
import { type ApiKey, apiKeyView } from './api-key.ts'

export const apiKeyCreated = (key: ApiKey): NewEvent => {
  const attributes = apiKeyView(key)
  return aboutKey('api_key.created', key, attributes, changesOf(undefined, attributes))
}

export const apiKeyUpdated = (before: ApiKey, after: ApiKey): NewEvent => {
  const attributes = apiKeyView(after)
  return aboutKey('api_key.updated', after, attributes, changesOf(apiKeyView(before), attributes))
}

/** An event about the new key; `previous` is the key that it replaces. */
export const apiKeyRotated = (key: ApiKey, previous: { id: string; expiresAt: Date }): NewEvent => {
  const attributes = {
    ...apiKeyView(key),
    previous: { id: previous.id, expires_at: previous.expiresAt.toISOString() },
  }
  return aboutKey('api_key.rotated', key, attributes, changesOf(undefined, attributes))
}

/** @param reason Absent when a person revoked the key or its membership ended. */
export const apiKeyRevoked = (key: ApiKey, reason?: 'leaked'): NewEvent => {
  const shown = apiKeyView(key)
  return aboutKey('api_key.revoked', key, { ...shown, ...(reason && { reason }) }, changesOf(shown, undefined))
}

const aboutKey = (type: string, key: ApiKey, attributes: Record<string, unknown>, changes: Changes): NewEvent => ({
  type,
  workspaceId: key.workspaceId,
  objectId: key.id,
  objectType: 'api_key',
  attributes,
  changes,
  consumers: ['webhooks'],
})
