import type { NewEvent } from '@plinth/kit/db'
import { changesOf } from '@plinth/kit/events/changes'
import { consumerName } from '../events/event.ts'
import type { Delivery } from './delivery.ts'

/** For the audit log alone: an endpoint that received it would get more work by the call that is to help it. */
export const deliveryEvent = (
  type: 'webhook.delivery_retried' | 'webhook.delivery_skipped',
  { workspaceId, before, after }: { workspaceId: string; before: Delivery; after: Delivery },
): NewEvent => ({
  type,
  workspaceId,
  objectId: after.id,
  objectType: 'delivery',
  objectName: after.eventType,
  attributes: shown(after),
  changes: changesOf(shown(before), shown(after)),
  consumers: [consumerName],
})

const shown = (delivery: Delivery): Record<string, unknown> => ({
  id: delivery.id,
  webhook_id: delivery.endpointId,
  event_id: delivery.eventId,
  event_type: delivery.eventType,
  status: delivery.status,
  next_attempt_at: delivery.nextAttemptAt?.toISOString() ?? null,
})
