import { GetStatsResponse } from '@plinth/proto/webhooks/v1/stats.ts'
import { z } from 'zod'
import { operation } from '../operation/operation.ts'
import { whole } from '../operation/view.ts'
import { viewOf } from '../operation/view-of.ts'

const example = { accepted: 1204, delivered: 1190, pending: 9, held: 0, failed: 4, cancelled: 1 }

/** Deliveries by state. */
export const deliveryCounts = z
  .object({
    accepted: z
      .int()
      .meta({ description: 'Total of all deliveries, counted independently; it equals the sum of the others.' }),
    delivered: z.int().meta({ description: 'Ended with a 2xx, or acknowledged.' }),
    pending: z.int().meta({ description: 'Due, in flight, or waiting for a retry.' }),
    held: z.int().meta({ description: 'Held while the endpoint is disabled.' }),
    failed: z.int().meta({ description: 'Ended without success.' }),
    cancelled: z.int().meta({ description: 'Ended before success, for example because the webhook was deleted.' }),
  })
  .meta({ id: 'WebhookStats', examples: [example] })

export const deliveryCountsView = viewOf(GetStatsResponse, deliveryCounts)

export const webhookStats = {
  get: operation({
    id: 'webhooks.stats',
    summary: 'Count the deliveries of the workspace by state',
    description:
      'All numbers are of one moment, and `accepted` is always the sum of the others. They count every delivery of the workspace since its beginning, also those that are no longer kept. Tests are not counted.',
    route: 'GET /webhooks/stats',
    scope: 'read:webhooks',
    output: deliveryCounts,
    run: ({ services, call }) => services.stats.getStats({}, call),
    view: whole(deliveryCountsView),
  }),
}
