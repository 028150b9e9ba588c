import type { NewEvent } from '@plinth/kit/db'
import { type Changes, changesOf } from '@plinth/kit/events/changes'
import { apiKeyView } from './api-key.ts'

type View = Record<string, unknown>
type Verb = 'created' | 'updated' | 'rotated' | 'revoked'

/** The events about keys of a kind, shown as `view` shows them. No workspace receives those about operator keys. */
export function keyEvents<Key extends { id: string; workspaceId?: string }>(
  kind: 'api_key' | 'operator_key',
  types: Readonly<Record<Verb, string>>,
  view: (key: Key) => View,
) {
  const about = (verb: Verb, key: Key, attributes: View, changes: Changes): NewEvent => ({
    ...{ type: types[verb], workspaceId: key.workspaceId ?? '', objectId: key.id, objectType: kind },
    ...{ attributes, changes, consumers: ['webhooks'] },
  })
  return {
    created: (key: Key) => about('created', key, view(key), changesOf(undefined, view(key))),
    updated: (before: Key, after: Key) => about('updated', after, view(after), changesOf(view(before), view(after))),
    /** An event about the new key; `previous` is the key that it replaces. */
    rotated: (key: Key, { id, expiresAt }: { id: string; expiresAt: Date }) => {
      const attributes = { ...view(key), previous: { id, expires_at: expiresAt.toISOString() } }
      return about('rotated', key, attributes, changesOf(undefined, attributes))
    },
    /** @param reason Absent when a person revoked the key, or its membership ended. */
    revoked: (key: Key, reason?: 'leaked' | 'replaced') =>
      about('revoked', key, { ...view(key), ...(reason && { reason }) }, changesOf(view(key), undefined)),
  }
}

const types = {
  ...{ created: 'api_key.created', updated: 'api_key.updated' },
  ...{ rotated: 'api_key.rotated', revoked: 'api_key.revoked' },
}

export const apiKeyEvents = keyEvents('api_key', types, apiKeyView)
