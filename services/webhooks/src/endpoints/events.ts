import type { Tx } from '@plinth/kit/db'
import { changesOf } from '@plinth/kit/events/changes'
import { consumerName } from '../events/event.ts'
import type { Endpoint } from './endpoint.ts'

export type EndpointEventType =
  | 'webhook.created'
  | 'webhook.updated'
  | 'webhook.deleted'
  | 'webhook.enabled'
  | 'webhook.disabled'
  | 'webhook.secret_rotated'

/**
 * Emits an event about an endpoint when the transaction commits.
 * @param before Undefined: it is new.
 * @param after Undefined: it is gone.
 */
export function emitEndpointEvent(
  tx: Tx,
  type: EndpointEventType,
  ...[before, after]: [Endpoint | undefined, Endpoint] | [Endpoint, undefined]
): void {
  const endpoint = after ?? before
  tx.emit({
    type,
    workspaceId: endpoint.workspaceId,
    objectId: endpoint.id,
    objectType: 'webhook',
    objectName: endpoint.url,
    attributes: endpointAttributes(endpoint),
    changes: changesOf(comparedFields(before), comparedFields(after)),
    consumers: [consumerName],
  })
}

/** Names of custom headers; their values are never shown. */
const comparedFields = (endpoint: Endpoint | undefined): Record<string, unknown> =>
  endpoint === undefined
    ? {}
    : { ...endpointAttributes(endpoint), header_names: Object.keys(endpoint.headers).toSorted() }

/** The public fields of an endpoint; no custom headers, as they may hold a key of another system. */
function endpointAttributes(endpoint: Endpoint): Record<string, unknown> {
  return {
    id: endpoint.id,
    workspace_id: endpoint.workspaceId,
    kind: endpoint.kind,
    url: endpoint.url,
    events: endpoint.events,
    description: endpoint.description === '' ? null : endpoint.description,
    is_active: endpoint.isActive,
    retry_schedule_seconds: endpoint.retryScheduleSeconds.length === 0 ? null : endpoint.retryScheduleSeconds,
    namespace_ids: endpoint.namespaceIds,
    channels: endpoint.channels,
    filter: endpoint.filter ?? null,
    payload: endpoint.payloadForm,
    rate_limit: endpoint.ratePerSecond === 0 ? null : { per_second: endpoint.ratePerSecond },
    ordering: endpoint.ordering,
    consecutive_failures: endpoint.consecutiveFailures,
    disabled_at: endpoint.disabledAt?.toISOString() ?? null,
    disabled_reason: endpoint.disabledReason === '' ? null : endpoint.disabledReason,
    created_at: endpoint.createdAt.toISOString(),
    updated_at: endpoint.updatedAt.toISOString(),
  }
}
