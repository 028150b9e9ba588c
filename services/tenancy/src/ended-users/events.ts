import type { NewEvent } from '@plinth/kit/db'
import { toWebhooks } from '../events.ts'

/** Event for a workspace of the user; with an empty `workspaceId`, for identity. */
export const userDeleted = (userId: string, workspaceId: string, at: Date): NewEvent => ({
  type: 'user.deleted',
  workspaceId,
  objectId: userId,
  objectType: 'user',
  attributes: { id: userId, deleted_at: at.toISOString() },
  consumers: workspaceId === '' ? ['identity'] : toWebhooks,
})
