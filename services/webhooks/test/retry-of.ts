import type { RetryDeliveriesRequest } from '@plinth/proto/webhooks/v1/replays.ts'

/** Retries with these conditions, and no others. */
export const retryOf = (conditions: Partial<RetryDeliveriesRequest>): RetryDeliveriesRequest => ({
  ...{ since: undefined, until: undefined, webhookId: '', eventId: '', eventType: '', status: '', outcome: '' },
  ...{ statusCode: 0, ids: [], isDryRun: false },
  ...conditions,
})
