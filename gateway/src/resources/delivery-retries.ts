import type { Replay, RetryDeliveriesResponse } from '@plinth/proto/webhooks/v1/replays.ts'
import { z } from 'zod'
import { id, text, time } from '../operation/fields.ts'
import { operation } from '../operation/operation.ts'
import { exampleOf, shownId } from '../operation/shown.ts'
import { whole } from '../operation/view.ts'
import { outcomes } from './deliveries.ts'
import { dryRunParameter, isDry, shownUnlessDryRun } from './dry-run.ts'
import { output as replay, view as replayView } from './replays.ts'

const webhookId = 'wh_01kb0q3t5dexn8r0v6m2c7h9ak'
const exampleReplay = { ...Object(exampleOf(replay)), total: 25, done: 0 }

const output = z
  .object({
    total: z.int().meta({ description: 'Number of deliveries to send again.' }),
    replays: z.array(replay).meta({ description: 'One for each webhook with such deliveries.' }),
  })
  .meta({ id: 'DeliveryRetries', examples: [{ total: 25, replays: [exampleReplay] }] })

const counted = z
  .object({
    total: z.int().meta({ description: 'Number of deliveries to send again.' }),
    by_webhook: z.array(
      z.object({ webhook_id: shownId, total: z.int().meta({ description: 'Number of its deliveries.' }) }),
    ),
  })
  .meta({ id: 'DeliveryRetryCount', examples: [{ total: 25, by_webhook: [{ webhook_id: webhookId, total: 25 }] }] })

const body = z
  .strictObject({
    ids: z.array(id).min(1).max(100).optional().meta({
      description: 'These deliveries, without other fields. Those that succeeded or are queued already are left out.',
    }),
    since: time.optional().meta({ description: 'Deliveries that were created from then on. Required without `ids`.' }),
    until: time.optional().meta({ description: 'Default: now.' }),
    webhook_id: id.optional(),
    event_id: id.optional(),
    event_type: text(100).min(1).optional(),
    status: z
      .enum(['success', 'failed', 'cancelled'])
      .optional()
      .meta({ description: 'Default: failed and cancelled.' }),
    outcome: z.enum(outcomes).optional().meta({ description: 'Outcome of the last attempt.' }),
    status_code: z.int().min(100).max(599).optional().meta({ description: 'Status of the last response.' }),
  })
  .refine(({ ids, since }) => (ids === undefined) !== (since === undefined), {
    path: ['since'],
    error: 'Give either ids, or since with any of the other fields.',
  })
  .refine(({ ids, ...filters }) => ids === undefined || Object.values(filters).every((value) => value === undefined), {
    path: ['ids'],
    error: 'The ids field stands alone.',
  })
  .meta({ id: 'DeliveryRetry', examples: [{ since: '2026-01-05T08:00:00Z', outcome: 'timeout' }] })

const totalOf = (replays: readonly Replay[]) => replays.reduce((sum, { total }) => sum + total, 0)
const shown = whole(({ replays }: RetryDeliveriesResponse) => ({
  total: totalOf(replays),
  replays: replays.map((one) => replayView(one)),
}))
const shownCount = whole(({ replays }: RetryDeliveriesResponse) => ({
  total: totalOf(replays),
  by_webhook: replays.map(({ endpointId, total }) => ({ webhook_id: endpointId, total })),
}))

export const deliveryRetries = {
  retryMany: operation({
    id: 'deliveries.retry-many',
    summary: 'Send all matching deliveries again',
    description:
      'Sends ended deliveries of the workspace again, by `ids` or by the filters of `GET /deliveries`, with the same bytes and the same `webhook-id`. Each webhook gets a replay; a webhook has at most one running replay. `dry_run=true` only counts the deliveries that the call would send. A call without `ids` and `event_id` is refused with 422 if the webhooks have more than 100,000 deliveries of any status between `since` and `until`: shorten the range, or name a `webhook_id`. Deliveries of deleted webhooks and tests are not sent.',
    route: 'POST /deliveries/retry',
    isHeavy: true,
    status: 202,
    scope: 'write:webhooks',
    role: 'admin',
    output,
    query: dryRunParameter('Returns the number of deliveries, and sends none.'),
    dryRun: counted,
    body,
    run: ({ services, body, list, call }) => {
      const { since, until, status = '', outcome = '', ids = [], webhook_id: webhookId = '' } = body
      const { event_id: eventId = '', event_type: eventType = '', status_code: statusCode = 0 } = body
      const wanted = { since, until, status, outcome, ids, webhookId, eventId, eventType, statusCode }
      return services.replays.retryDeliveries({ ...wanted, isDryRun: isDry(list) }, call)
    },
    view: shownUnlessDryRun(shown, shownCount),
  }),
}
