import { PublishedEvent } from '@plinth/proto/webhooks/v1/publishing.ts'
import { z } from 'zod'
import { id, text, time } from '../operation/fields.ts'
import { shownId, shownTime } from '../operation/shown.ts'
import { viewOf } from '../operation/view-of.ts'

const printable = /^[\x20-\x7e]+$/

// The service checks it by the schema of the type; here it must only be an object.
const data = z
  .custom<object>((value) => typeof value === 'object' && value !== null && !Array.isArray(value), {
    error: 'The data field must be an object.',
  })
  .meta({
    override: { type: 'object', additionalProperties: {} },
    description:
      'Data of the event, at most 262,144 bytes, with numbers within ±1.79e308. Endpoints receive exactly these bytes.',
  })

export const newEvent = z
  .strictObject({
    type: text(100).min(1).meta({ description: 'One of the event types of the product.' }),
    data,
    event_id: text(100)
      .regex(printable, { error: 'The event_id field must have 1 to 100 printable ASCII characters.' })
      .optional()
      .meta({
        description:
          'ID chosen by the caller, 1 to 100 printable ASCII characters, unique in the workspace for as long as events are kept. The same event again returns the first answer.',
      }),
    namespace_id: id.nullish().meta({ description: 'Namespace that the event belongs to.' }),
    channels: z.array(text(100).min(1)).max(5).optional().meta({ description: 'Names that endpoints can filter by.' }),
    ordering_key: text(100)
      .min(1)
      .nullish()
      .meta({ description: 'Events with the same key are sent in their order to endpoints that ask for it.' }),
    occurred_at: time
      .nullish()
      .meta({ description: 'Time at which it happened. Default: now. It is shown, but not sent to endpoints.' }),
  })
  .meta({
    id: 'EventPublish',
    examples: [{ type: 'invoice.paid', data: { invoice_id: 'inv_42', amount: 4_900 }, event_id: 'inv_42 paid' }],
  })

export const newEventOfBatch = newEvent
  .extend({ workspace_id: id.optional().meta({ description: 'For operators: the workspace of this event.' }) })
  .meta({ id: 'BatchEvent' })
export type BatchEventBody = z.infer<typeof newEventOfBatch>

const example = {
  id: 'evt_01kb0q4c7q4k6h8j2d5f7s9a1p',
  type: 'invoice.paid',
  workspace_id: 'wks_01kb0q3t5dexn8r0v6m2c7h9ak',
  namespace_id: null,
  created_at: '2026-01-05T10:00:00.000Z',
}

export const published = z
  .object({
    id: shownId,
    type: z.string(),
    workspace_id: shownId,
    namespace_id: shownId.nullable(),
    created_at: shownTime,
  })
  .meta({ id: 'PublishedEvent', examples: [example] })

const itemError = z
  .object({
    code: z.string(),
    message: z.string(),
    details: z.record(z.string(), z.array(z.string())).optional(),
  })
  .meta({ id: 'PublishError' })

export const publishedMany = z
  .object({
    data: z.array(
      z
        .object({
          index: z.int(),
          id: shownId.optional().meta({ description: 'ID of the accepted event.' }),
          error: itemError.optional().meta({ description: 'Reason why the event was not accepted.' }),
        })
        .meta({ id: 'PublishResult' }),
    ),
    meta: z
      .object({
        accepted: z.int().meta({ description: 'Events that are new.' }),
        duplicates: z.int().meta({ description: 'Events whose event_id was published before.' }),
        failed: z.int().meta({ description: 'Events that were refused.' }),
      })
      .meta({ id: 'PublishMeta' }),
  })
  .meta({
    id: 'PublishedEvents',
    examples: [{ data: [{ index: 0, id: example.id }], meta: { accepted: 1, duplicates: 0, failed: 0 } }],
  })

export const publishedView = viewOf(PublishedEvent, published)
