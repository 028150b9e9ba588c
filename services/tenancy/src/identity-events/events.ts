import type { DomainEvent, NewEvent } from '@plinth/kit/db'
import { toWebhooks } from '../events.ts'

/** A change of a user that identity told without a workspace, told again for one. */
export const userUpdatedIn = (workspaceId: string, event: DomainEvent): NewEvent => ({
  type: 'user.updated',
  workspaceId,
  objectId: event.objectId,
  objectType: 'user',
  objectVersion: event.objectVersion,
  attributes: { ...event.attributes },
  changes: event.changes,
  consumers: toWebhooks,
})
