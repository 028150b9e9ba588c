import type { GetStatsResponse } from '@plinth/proto/webhooks/v1/stats.ts'
import { z } from 'zod'
import { operation } from '../operation/operation.ts'
import { type JsonObject, one } from '../operation/view.ts'

const example = { accepted: 1204, delivered: 1190, pending: 9, held: 0, failed: 4, cancelled: 1 }

/** Deliveries by state. */
export const deliveryCounts = z
  .object({
    accepted: z
      .int()
      .meta({ description: 'Total of all deliveries, counted independently; it equals the sum of the others.' }),
    delivered: z.int(),
    pending: z.int().meta({ description: 'Due, in flight, or waiting for a retry.' }),
    held: z.int().meta({ description: 'Held while the endpoint is disabled.' }),
    failed: z.int(),
    cancelled: z.int(),
  })
  .meta({ id: 'WebhookStats', examples: [example] })

export const deliveryCountsView = (stats: GetStatsResponse): JsonObject => {
  const { accepted, delivered, pending, held, failed, cancelled } = stats
  return { accepted, delivered, pending, held, failed, cancelled }
}

export const webhookStats = {
  get: operation({
    id: 'webhooks.stats',
    summary: 'Count the deliveries of the workspace by state',
    method: 'GET',
    path: '/webhooks/stats',
    status: 200,
    scope: 'read:webhooks',
    context: 'workspace',
    output: deliveryCounts,
    run: ({ services, call }) => services.stats.getStats({}, call),
    view: one((stats: GetStatsResponse) => stats, deliveryCountsView),
  }),
}
