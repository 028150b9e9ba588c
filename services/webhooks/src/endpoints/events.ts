import type { Tx } from '@plinth/kit/db'
import { consumerName } from '../events/event.ts'
import type { Endpoint } from './endpoint.ts'

export type EndpointEventType =
  | 'webhook.created'
  | 'webhook.updated'
  | 'webhook.deleted'
  | 'webhook.enabled'
  | 'webhook.disabled'

/** Emits an event about an endpoint when the transaction commits. */
export function emitEndpointEvent(tx: Tx, type: EndpointEventType, endpoint: Endpoint): void {
  tx.emit({
    type,
    workspaceId: endpoint.workspaceId,
    objectId: endpoint.id,
    objectType: 'webhook',
    attributes: endpointAttributes(endpoint),
    consumers: [consumerName],
  })
}

/** The public fields of an endpoint; no custom headers, as they may hold a key of another system. */
function endpointAttributes(endpoint: Endpoint): Record<string, unknown> {
  return {
    id: endpoint.id,
    workspace_id: endpoint.workspaceId,
    url: endpoint.url,
    events: endpoint.events,
    description: endpoint.description === '' ? null : endpoint.description,
    is_active: endpoint.isActive,
    retry_schedule_seconds: endpoint.retryScheduleSeconds.length === 0 ? null : endpoint.retryScheduleSeconds,
    namespace_ids: endpoint.namespaceIds,
    channels: endpoint.channels,
    payload: endpoint.payloadForm,
    rate_limit: endpoint.ratePerSecond === 0 ? null : { per_second: endpoint.ratePerSecond },
    consecutive_failures: endpoint.consecutiveFailures,
    disabled_at: endpoint.disabledAt?.toISOString() ?? null,
    disabled_reason: endpoint.disabledReason === '' ? null : endpoint.disabledReason,
    created_at: endpoint.createdAt.toISOString(),
    updated_at: endpoint.updatedAt.toISOString(),
  }
}
