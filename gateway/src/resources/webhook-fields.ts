import type { CreateEndpointRequest, UpdateEndpointRequest } from '@plinth/proto/webhooks/v1/endpoints.ts'
import { z } from 'zod'
import { entryBounds } from '../operation/entry-counts.ts'
import { id, text, textPairs } from '../operation/fields.ts'
import { kinds, orderings, payloads } from './webhook-shape.ts'

const url = text(2_048).min(1)
const events = z
  .array(text(100))
  .min(1)
  .max(100)
  .meta({ description: 'Event types: exact types, `resource.*`, or `*` for all.' })
const headers = textPairs({ pairsMax: 20, keyMax: 100, valueMax: 1_000 }).meta({
  description:
    'Custom headers, sent with every delivery. A PATCH replaces all of them; `********` keeps a stored value.',
})
export const secret = z
  .string()
  .regex(/^[\x21-\x7e]{16,256}$/, { error: 'The secret field must have 16 to 256 printable ASCII characters.' })
const description = text(500)
const retrySchedule = z.array(z.int().min(0).max(86_400)).min(1).max(10).meta({
  description: 'Delay before each attempt in seconds, including the first attempt. Each later delay is at least 1.',
})
const namespaceIds = z.array(id).max(50).meta({
  description: 'Send only events of one of these namespaces. Empty: events of any namespace, and of none.',
})
const channels = z
  .array(text(100).min(1))
  .max(20)
  .meta({ description: 'Send only events that were published to one of these channels. Empty: all events.' })
const payload = z.enum(payloads).meta({
  description:
    '`thin` sends `id`, `type`, `created_at`, `workspace_id` and `namespace_id`, without `data`. Default: `full`.',
})
const rateLimit = z.strictObject({ per_second: z.int().min(1).max(1_000) }).meta({
  description: 'How many deliveries may start in a second. Further deliveries wait, which uses up no attempt.',
})
const ordering = z.enum(orderings).meta({
  description:
    '`key`: deliveries of one ordering key go one after the other, in the order of their events. Default: `none`.',
})

/** The service reads the conditions: it names each fault by its JSON pointer. */
export const filter = z
  .record(z.string(), z.unknown())
  .meta({ description: 'Send only events whose `data` meets these conditions. `{}`: all events.' })
  .register(entryBounds, { entriesMax: 50 })

const optionalFields = {
  description: description.nullish(),
  headers: headers.optional(),
  is_active: z
    .boolean()
    .optional()
    .meta({ description: 'False: its deliveries are held until it is enabled. A new webhook is active.' }),
  retry_schedule_seconds: retrySchedule.nullish(),
  namespace_ids: namespaceIds.nullish(),
  channels: channels.nullish(),
  filter: filter.nullish(),
  payload: payload.optional(),
  rate_limit: rateLimit.nullish(),
  ordering: ordering.optional(),
}

export const webhookCreate = z
  .strictObject({
    kind: z.enum(kinds).optional().meta({
      description:
        '`poll`: nothing is sent, and the events are read with `GET /webhooks/{webhook_id}/poll`. Such a webhook has no url, headers, retry_schedule_seconds and rate_limit. Default: `push`.',
    }),
    url: url.optional().meta({ description: 'Required for the kind push.' }),
    events,
    secret: secret.optional().meta({ description: 'Your own signing secret. Default: generated.' }),
    ...optionalFields,
  })
  .meta({ id: 'WebhookCreate', examples: [{ url: 'https://example.com/plinth', events: ['workspace.*'] }] })

export const webhookUpdate = z
  .strictObject({
    url: url.optional(),
    events: events.optional(),
    ...optionalFields,
  })
  .meta({ id: 'WebhookUpdate', examples: [{ events: ['*'] }] })

export function createRequest(body: z.infer<typeof webhookCreate>): CreateEndpointRequest {
  return {
    kind: body.kind ?? '',
    url: body.url ?? '',
    events: body.events,
    secret: body.secret ?? '',
    description: body.description ?? '',
    headers: body.headers ?? {},
    isActive: body.is_active,
    retryScheduleSeconds: body.retry_schedule_seconds ?? [],
    namespaceIds: body.namespace_ids ?? [],
    channels: body.channels ?? [],
    filterJson: isMissing(body.filter) ? '' : JSON.stringify(body.filter),
    payload: body.payload ?? '',
    rateLimit: body.rate_limit ? { perSecond: body.rate_limit.per_second } : undefined,
    ordering: body.ordering ?? '',
  }
}

export function updateRequest(id: string, body: z.infer<typeof webhookUpdate>): UpdateEndpointRequest {
  const { description, retry_schedule_seconds: schedule } = body
  return {
    id,
    url: body.url,
    events: body.events === undefined ? undefined : { values: body.events },
    description: description ?? undefined,
    headers: body.headers === undefined ? undefined : { values: body.headers },
    isActive: body.is_active,
    retrySchedule: schedule === undefined || schedule === null ? undefined : { seconds: schedule },
    namespaceIds: body.namespace_ids === undefined ? undefined : { values: body.namespace_ids ?? [] },
    channels: body.channels === undefined ? undefined : { values: body.channels ?? [] },
    filterJson: isMissing(body.filter) ? undefined : JSON.stringify(body.filter),
    payload: body.payload,
    rateLimit: body.rate_limit ? { perSecond: body.rate_limit.per_second } : undefined,
    ordering: body.ordering,
    cleared: [
      ...(description === null ? ['description'] : []),
      ...(schedule === null ? ['retry_schedule_seconds'] : []),
      ...(body.rate_limit === null ? ['rate_limit'] : []),
      ...(body.filter === null ? ['filter'] : []),
    ],
  }
}

const isMissing = (value: unknown): value is null | undefined => value === undefined || value === null
