import type { DeliverySummary } from '../../api/sdk.ts'

/** The page of a delivery. Its address names the webhook, without which the API does not find it. */
export const deliveryPath = (delivery: Pick<DeliverySummary, 'workspace_id' | 'webhook_id' | 'id'>): string =>
  `/workspaces/${delivery.workspace_id}/deliveries/${delivery.id}?webhook_id=${delivery.webhook_id}`
