import { Attempt, Delivery } from '@plinth/proto/webhooks/v1/deliveries.ts'
import { z } from 'zod'
import { text } from '../operation/fields.ts'
import { createdFilters, searchedInPart } from '../operation/list-spec.ts'
import { operation } from '../operation/operation.ts'
import { RawJson } from '../operation/raw-json.ts'
import { shownId, shownTime } from '../operation/shown.ts'
import { many, one } from '../operation/view.ts'
import { viewOf } from '../operation/view-of.ts'
import { allWorkspacesFilter, splitAllWorkspaces } from './all-workspaces.ts'

export const statuses = ['pending', 'success', 'failed', 'retrying', 'held', 'cancelled'] as const
export const status = z.enum(statuses).meta({
  description:
    'pending: not tried yet. retrying: it waits for another attempt. held: the webhook is disabled, or its workspace suspended. failed: it ended without success.',
})
/** Outcome of an attempt. */
export const outcomes = ['ok', 'http', 'timeout', 'connect', 'dns', 'tls', 'blocked', 'unknown'] as const

/** Filters of deliveries of the whole workspace. */
const wideFilters = {
  webhook_id: { kind: 'text' },
  event_id: { kind: 'text' },
  event_type: { kind: 'text' },
  status: { kind: 'choice', words: statuses },
  outcome: { kind: 'choice', words: outcomes, description: 'Outcome of the last attempt.' },
  status_code: { kind: 'integer', least: 100, most: 599, description: 'Status of the last response.' },
  ...createdFilters,
  ...allWorkspacesFilter,
} as const

const example = {
  id: 'del_01kb0q4c7r2m9t5w8x1z3v6b0n',
  workspace_id: 'wks_01kb0q3t5dexn8r0v6m2c7h9ak',
  webhook_id: 'wh_01kb0q3t5dexn8r0v6m2c7h9ak',
  event_id: 'evt_01kb0q4c7q4k6h8j2d5f7s9a1p',
  event_type: 'workspace.updated',
  status: 'success',
  status_code: 200,
  attempts: 1,
  next_attempt_at: null,
  delivered_at: '2026-01-05T10:00:00.412Z',
  created_at: '2026-01-05T10:00:00.101Z',
}

const row = z
  .object({
    id: shownId,
    workspace_id: shownId,
    webhook_id: shownId,
    event_id: shownId,
    event_type: z.string(),
    status,
    status_code: z
      .int()
      .nullable()
      .meta({ description: 'Status of the last response; null if there was no response.' }),
    attempts: z.int(),
    next_attempt_at: shownTime.nullable(),
    delivered_at: shownTime.nullable(),
    created_at: shownTime,
  })
  .meta({ id: 'DeliverySummary', examples: [example] })
const attempt = z
  .object({
    number: z.int(),
    trigger: z.string(),
    outcome: z.string(),
    status_code: z.int().nullable(),
    url: z
      .string()
      .nullable()
      .meta({ description: 'Null if the URL is not known; `request_headers` is null then too.' }),
    request_headers: z.record(z.string(), z.string()).nullable().meta({
      description:
        'Values of custom headers are shown as `********`, and so are the signatures unless you are allowed to send the delivery again: as an owner, an admin or an operator, with `write:webhooks`.',
    }),
    response_headers: z.record(z.string(), z.string()),
    response_body: z.string(),
    body_is_cut: z.boolean().meta({ description: 'True if the response was longer than the 16 KiB that are kept.' }),
    started_at: shownTime.nullable(),
    timings_ms: z.record(z.string(), z.int()),
    error: z.string().nullable(),
  })
  .meta({ id: 'DeliveryAttempt' })
const output = row
  .extend({
    attempts_log: z
      .array(attempt)
      .meta({ description: 'All attempts. If they have more than 1 MiB, only the last attempts.' }),
    schedule: z.array(z.object({ number: z.int(), due_at: shownTime })).meta({
      description:
        'Times of the next attempts if each fails immediately; delays vary by 10 %. Empty while the delivery is held or blocked.',
    }),
    ends_at: shownTime
      .nullable()
      .meta({ description: 'Time at which an unfinished delivery fails, even if it has attempts left.' }),
    held_since: shownTime.nullable(),
    payload: z.unknown().meta({
      description: 'Body that the endpoint gets, as JSON; null if the caller is not allowed to read the event.',
    }),
  })
  .meta({
    id: 'Delivery',
    examples: [
      {
        ...example,
        attempts_log: [
          {
            number: 1,
            trigger: 'schedule',
            outcome: 'ok',
            status_code: 200,
            url: 'https://example.com/plinth',
            request_headers: {
              'content-type': 'application/json',
              'webhook-id': 'evt_01kb0q4c7q4k6h8j2d5f7s9a1p',
              'webhook-timestamp': '1767607200',
              'webhook-signature': 'v1,pmXmgPpv7tzxZ1mnAbbYrcv1RSiJy0aGnWtIWnYnOtE=',
              'x-api-key': '********',
            },
            response_headers: { 'content-type': 'text/plain' },
            response_body: 'thanks',
            body_is_cut: false,
            started_at: '2026-01-05T10:00:00.330Z',
            timings_ms: { total: 82 },
            error: null,
          },
        ],
        schedule: [],
        ends_at: null,
        held_since: null,
        payload: { id: example.event_id, type: example.event_type },
      },
    ],
  })
const codeOrNull = (code: number): number | null => (code === 0 ? null : code)

const rowFields = {
  webhook_id: ({ endpointId }: Delivery) => endpointId,
  status_code: ({ statusCode }: Delivery) => codeOrNull(statusCode),
}
const rowView = viewOf(Delivery, row, rowFields)

const attemptView = viewOf(Attempt, attempt, {
  status_code: ({ statusCode }) => codeOrNull(statusCode),
  request_headers: ({ url, requestHeaders }) => (url === '' ? null : requestHeaders),
  response_body: ({ responseBody }) => responseBody.toString('utf8'),
})

const view = viewOf(Delivery, output, {
  ...rowFields,
  attempts_log: ({ attemptsLog }) => attemptsLog.map((one) => attemptView(one)),
  payload: ({ payload }) => (payload.length === 0 ? null : new RawJson(payload)),
})

export const deliveries = {
  listAll: operation({
    id: 'deliveries.list-all',
    summary: 'List the deliveries of the workspace, newest first',
    description:
      'With the filters `event_type`, `status`, `outcome` and `status_code`, a page searches up to 5,000 deliveries: it may have fewer entries than `per_page`, or none, and still a `next_cursor`. With `all_workspaces`, deliveries are in the order of their events.',
    route: 'GET /deliveries',
    isHeavy: true,
    scope: 'read:webhooks',
    context: 'none',
    output: row,
    list: { filters: wideFilters, sorts: ['created_at'], isCursorOnly: true },
    run: ({ services, list, call }) => services.deliveries.listWorkspaceDeliveries(splitAllWorkspaces(list), call),
    view: many('deliveries', rowView),
  }),

  list: operation({
    id: 'deliveries.list',
    summary: 'List the deliveries of an endpoint',
    description: searchedInPart('`status` and `event_type`'),
    route: 'GET /webhooks/{webhook_id}/deliveries',
    isHeavy: true,
    scope: 'read:webhooks',
    output: row,
    list: {
      filters: { status: { kind: 'choice', words: statuses }, event_type: { kind: 'text' }, ...createdFilters },
      sorts: ['created_at'],
      isAppendOnly: true,
    },
    run: ({ services, params, list, call }) =>
      services.deliveries.listDeliveries({ endpointId: params.webhook_id, query: list }, call),
    view: many('deliveries', rowView),
  }),

  get: operation({
    id: 'deliveries.get',
    summary: 'Read a delivery with its attempts and payload',
    description:
      '`attempts_log` has the finished attempts with their requests and responses, and `schedule` the times of the next attempts. Members and keys without `write:webhooks` see signatures as `********`. Deliveries are kept for 30 days (`WEBHOOKS_RETENTION_DAYS`).',
    route: 'GET /webhooks/{webhook_id}/deliveries/{delivery_id}',
    isHeavy: true,
    scope: 'read:webhooks',
    output,
    hasVersion: true,
    run: ({ services, params, call }) =>
      services.deliveries.getDelivery({ endpointId: params.webhook_id, id: params.delivery_id }, call),
    view: one('delivery', view),
  }),

  retry: operation({
    id: 'deliveries.retry',
    summary: 'Retry a delivery immediately',
    description:
      'A delivery that waits for its next attempt is due now. A failed or cancelled delivery gets one more attempt, with the same `webhook-id`; if the webhook is disabled, it is held. A delivery that is held or is being sent stays as it is. A successful delivery and a test return 400 `CANNOT_RETRY`: replay the delivery.',
    route: 'POST /webhooks/{webhook_id}/deliveries/{delivery_id}/retry',
    status: 202,
    scope: 'write:webhooks',
    role: 'admin',
    output: row,
    errors: ['CANNOT_RETRY'],
    run: ({ services, params, call }) =>
      services.deliveries.retryDelivery({ endpointId: params.webhook_id, id: params.delivery_id }, call),
    view: one('delivery', rowView),
  }),

  skip: operation({
    id: 'deliveries.skip',
    summary: 'Cancel the delivery that blocks an ordering key',
    description:
      'Cancels the first unfinished delivery of the key, so that the next one is sent. `blocked_keys` of the webhook names the key that is blocked longest. Returns 409 while that delivery is being sent, and 404 if the key has no unfinished delivery.',
    route: 'POST /webhooks/{webhook_id}/ordering/skip',
    scope: 'write:webhooks',
    role: 'admin',
    output: row,
    body: z
      .strictObject({ ordering_key: text(100).min(1) })
      .meta({ id: 'DeliverySkip', examples: [{ ordering_key: 'customer-17' }] }),
    errors: ['STATE_CONFLICT'],
    run: ({ services, params, body, call }) =>
      services.deliveries.skipDelivery({ endpointId: params.webhook_id, orderingKey: body.ordering_key }, call),
    view: one('delivery', rowView),
  }),
}
