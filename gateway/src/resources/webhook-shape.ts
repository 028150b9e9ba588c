import { Endpoint, type GetEndpointResponse } from '@plinth/proto/webhooks/v1/endpoints.ts'
import { z } from 'zod'
import { includedWith, shownId, shownTime } from '../operation/shown.ts'
import { isoTime, type JsonObject } from '../operation/view.ts'
import { viewOf } from '../operation/view-of.ts'

const example = {
  id: 'wh_01kb0q3t5dexn8r0v6m2c7h9ak',
  workspace_id: 'wks_01kb0q3t5dexn8r0v6m2c7h9ak',
  kind: 'push',
  url: 'https://example.com/plinth',
  events: ['workspace.*', 'member.added'],
  description: 'Billing',
  headers: {},
  is_active: true,
  retry_schedule_seconds: null,
  namespace_ids: [],
  channels: [],
  filter: null,
  payload: 'full',
  rate_limit: null,
  ordering: 'none',
  consecutive_failures: 0,
  disabled_at: null,
  disabled_reason: null,
  previous_secret_until: null,
  created_at: '2026-01-05T09:58:12.431Z',
  updated_at: '2026-01-05T09:58:12.431Z',
}

export const kinds = ['push', 'poll'] as const
export const payloads = ['full', 'thin'] as const
export const orderings = ['none', 'key'] as const

export const healthStates = ['healthy', 'slow', 'failing', 'open', 'disabled'] as const

const health = z
  .object({
    state: z.enum(healthStates).meta({
      description:
        'slow and failing: by its last attempts. open: it does not answer, and nothing is sent until `open_until`. disabled: its deliveries are held.',
    }),
    open_until: shownTime
      .nullable()
      .meta({ description: 'Time until which nothing is sent. Null unless the state is open.' }),
    in_flight: z.int(),
    window: z.int().meta({ description: 'Deliveries that may be in flight.' }),
    due: z.int().meta({ description: 'Deliveries that could be sent now, counted up to 1,000.' }),
    held: z.int().meta({ description: 'Counted up to 1,000.' }),
    oldest_due_at: shownTime.nullable(),
    success_rate_1h: z.number().nullable().meta({ description: 'From 0 to 1. Null without attempts.' }),
    p95_ms_1h: z.int().nullable().meta({ description: 'At most 19 % too high. Null without an answer.' }),
  })
  .meta({
    id: 'WebhookHealth',
    examples: [
      {
        ...{ state: 'healthy', open_until: null, in_flight: 3, window: 32, due: 0, held: 0, oldest_due_at: null },
        ...{ success_rate_1h: 0.998, p95_ms_1h: 152 },
      },
    ],
  })

export const output = z
  .object({
    id: shownId,
    workspace_id: shownId,
    kind: z.enum(kinds).meta({
      description: 'push: events are sent to the URL. poll: events are read with `GET /webhooks/{webhook_id}/poll`.',
    }),
    url: z.string().meta({ description: 'Empty for the kind poll.' }),
    events: z.array(z.string()).meta({ description: 'Event types: exact types, `resource.*`, or `*` for all.' }),
    description: z.string().nullable(),
    headers: z
      .record(z.string(), z.string())
      .meta({ description: 'Custom headers, sent with every delivery. Their values are shown as `********`.' }),
    is_active: z.boolean().meta({ description: 'False: its deliveries are held until it is enabled.' }),
    retry_schedule_seconds: z.array(z.int()).nullable().meta({ description: 'Null for the default schedule.' }),
    namespace_ids: z
      .array(shownId)
      .meta({ description: 'It gets only events of these namespaces. Empty: of any, and of none.' }),
    channels: z
      .array(z.string())
      .meta({ description: 'It gets only events that were published to one of these. Empty: all events.' }),
    filter: z
      .record(z.string(), z.unknown())
      .nullable()
      .meta({ description: 'It gets only events whose `data` meets these conditions. Null: all events.' }),
    payload: z.enum(payloads).meta({ description: 'thin: events are sent without `data`.' }),
    rate_limit: z
      .object({ per_second: z.int() })
      .nullable()
      .meta({ description: 'How many deliveries may start in a second. Null without a limit.' }),
    ordering: z.enum(orderings).meta({ description: 'key: deliveries of one ordering key go one after the other.' }),
    blocked_keys: z
      .object({
        count: z.int().meta({ description: 'Counted up to 1,000.' }),
        since: shownTime.meta({ description: 'Time at which the delivery that waits longest would have been due.' }),
        oldest_key: z.string().meta({ description: 'The ordering key of that delivery.' }),
      })
      .nullable()
      .optional()
      .meta({
        description:
          'Ordering keys in which a delivery waits for an earlier one. Null if no key is blocked. Only the single read has it.',
      }),
    health: includedWith('health', health),
    consecutive_failures: z.int(),
    disabled_at: shownTime.nullable(),
    disabled_reason: z.string().nullable(),
    previous_secret_until: shownTime.nullable().meta({
      description:
        'Time at which the secret before the last rotation stops or stopped signing. Null if it had no grace period.',
    }),
    created_at: shownTime,
    updated_at: shownTime,
  })
  .meta({ id: 'Webhook', examples: [example] })
const stored = output.omit({ blocked_keys: true, health: true })
export const withSecret = stored
  .extend({ secret: z.string().meta({ description: 'Secret that signs deliveries. It is shown only once.' }) })
  .meta({
    id: 'WebhookWithSecret',
    examples: [{ ...example, secret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD7xl6mxrZlGw=' }],
  })
export const includes = ['health'] as const

const storedView = viewOf(Endpoint, stored, {
  kind: ({ kind }) => (kind === 'poll' ? 'poll' : 'push'),
  // An empty list means the default schedule; null resets it.
  retry_schedule_seconds: ({ retryScheduleSeconds: seconds }) => (seconds.length === 0 ? null : seconds),
  filter: ({ filterJson }) => (filterJson === '' ? null : JSON.parse(filterJson)),
  payload: ({ payload }) => (payload === 'thin' ? 'thin' : 'full'),
  rate_limit: ({ rateLimit }) => (rateLimit === undefined ? null : { per_second: rateLimit.perSecond }),
  ordering: ({ ordering }) => (ordering === 'key' ? 'key' : 'none'),
})

export const view = (endpoint: Endpoint, included: ReadonlySet<string>): JsonObject => ({
  ...(included.has('health') ? { health: healthView(endpoint) } : {}),
  ...storedView(endpoint),
})

function healthView({ health }: Endpoint): JsonObject {
  const { state, inFlight = 0, window = 0, due = 0, held = 0 } = health ?? {}
  return {
    ...{ state, open_until: isoTime(health?.openUntil), in_flight: inFlight, window, due, held },
    oldest_due_at: isoTime(health?.oldestDueAt),
    success_rate_1h: health?.successRate ?? null,
    p95_ms_1h: health?.p95Ms ?? null,
  }
}

export function blockedKeysView({ blockedKeys }: GetEndpointResponse): JsonObject {
  if (blockedKeys === undefined) return { blocked_keys: null }
  const { count, since, key } = blockedKeys
  return { blocked_keys: { count, since: isoTime(since), oldest_key: key } }
}
