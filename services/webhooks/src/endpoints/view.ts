import type { Endpoint } from './endpoint.ts'

/** An endpoint as its events show it: the public fields, without custom headers, which may hold another system's key. */
export function endpointAttributes(endpoint: Endpoint): Record<string, unknown> {
  return {
    id: endpoint.id,
    workspace_id: endpoint.workspaceId,
    url: endpoint.url,
    events: endpoint.events,
    description: endpoint.description === '' ? null : endpoint.description,
    is_active: endpoint.isActive,
    retry_schedule_seconds: endpoint.retryScheduleSeconds.length === 0 ? null : endpoint.retryScheduleSeconds,
    consecutive_failures: endpoint.consecutiveFailures,
    disabled_at: endpoint.disabledAt?.toISOString() ?? null,
    disabled_reason: endpoint.disabledReason === '' ? null : endpoint.disabledReason,
    created_at: endpoint.createdAt.toISOString(),
    updated_at: endpoint.updatedAt.toISOString(),
  }
}
