import type { DomainEvent, NewEvent } from '@plinth/kit/db'
import { toWebhooks } from '../events.ts'
import type { UserTier } from './store.ts'

/** Returns the tier that an event about a user names; undefined when it names none. */
export function tierFromEvent({ objectId, objectVersion, attributes }: DomainEvent): UserTier | undefined {
  const { tier } = attributes
  return typeof tier === 'string' ? { userId: objectId, tier, version: objectVersion } : undefined
}

export const isSuspension = ({ type, attributes }: DomainEvent): boolean =>
  type === 'user.updated' && attributes['status'] === 'suspended'

export const forWorkspace = (event: DomainEvent, workspaceId: string): NewEvent => ({
  type: event.type,
  workspaceId,
  objectId: event.objectId,
  objectType: 'user',
  objectVersion: event.objectVersion,
  attributes: { ...event.attributes },
  consumers: toWebhooks,
})
