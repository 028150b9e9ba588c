import type { NewEvent } from '@plinth/kit/db'
import { type Changes, changesOf } from '@plinth/kit/events/changes'
import { type OperatorKey, operatorKeyView } from './operator-key.ts'

export const operatorKeyCreated = (key: OperatorKey): NewEvent => {
  const attributes = operatorKeyView(key)
  return aboutKey('operator_key.created', key, attributes, changesOf(undefined, attributes))
}

export const operatorKeyUpdated = (before: OperatorKey, after: OperatorKey): NewEvent => {
  const attributes = operatorKeyView(after)
  return aboutKey('operator_key.updated', after, attributes, changesOf(operatorKeyView(before), attributes))
}

/** An event about the new key; `previous` is the key that it replaces. */
export const operatorKeyRotated = (key: OperatorKey, previous: { id: string; expiresAt: Date }): NewEvent => {
  const attributes = {
    ...operatorKeyView(key),
    previous: { id: previous.id, expires_at: previous.expiresAt.toISOString() },
  }
  return aboutKey('operator_key.rotated', key, attributes, changesOf(undefined, attributes))
}

/** @param reason Absent when an operator revoked the key. */
export const operatorKeyRevoked = (key: OperatorKey, reason?: 'leaked' | 'replaced'): NewEvent => {
  const shown = operatorKeyView(key)
  return aboutKey('operator_key.revoked', key, { ...shown, ...(reason && { reason }) }, changesOf(shown, undefined))
}

/** No workspace receives it. */
const aboutKey = (type: string, key: OperatorKey, attributes: Record<string, unknown>, changes: Changes): NewEvent => ({
  type,
  workspaceId: '',
  objectId: key.id,
  objectType: 'operator_key',
  attributes,
  changes,
  consumers: ['webhooks'],
})
