import type { NewEvent } from '@plinth/kit/db'
import { changesOf } from '@plinth/kit/events/changes'
import { toWebhooks, toWebhooksAndIdentity } from '../events.ts'

/** Event for a workspace of the user; with an empty `workspaceId`, for identity. */
export function userDeleted(userId: string, workspaceId: string, at: Date): NewEvent {
  const attributes = { id: userId, deleted_at: at.toISOString() }
  return {
    type: 'user.deleted',
    workspaceId,
    objectId: userId,
    objectType: 'user',
    attributes,
    changes: changesOf({ id: userId }, attributes),
    consumers: workspaceId === '' ? toWebhooksAndIdentity : toWebhooks,
  }
}
