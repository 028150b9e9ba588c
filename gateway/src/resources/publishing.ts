import { decodeError, encodeError, type PlinthError, toPlinthError } from '@plinth/kit/errors'
import type { NewEvent, PublishResult } from '@plinth/proto/webhooks/v1/publishing.ts'
import { z } from 'zod'
import { errorFacts } from '../error-body.ts'
import { fail } from '../errors.ts'
import { eventsBody } from '../operation/body-limits.ts'
import { bodyCheck } from '../operation/check-body.ts'
import { duplicateName } from '../operation/duplicate-names.ts'
import { entriesCost } from '../operation/entries-cost.ts'
import { entryBounds } from '../operation/entry-counts.ts'
import { entrySources, fieldSources } from '../operation/json-source.ts'
import { type Operation, type OperationFacts, operation, type PreparedInput } from '../operation/operation.ts'
import { exampleOf } from '../operation/shown.ts'
import { refuseUnstorable } from '../operation/storable.ts'
import { type JsonObject, one } from '../operation/view.ts'
import { newEventOf } from './publish-context.ts'
import { newEvent, newEventOfBatch, published, publishedMany, publishedView } from './publishing-shape.ts'

const eventsMax = 100
const none = Buffer.alloc(0)
const refusals = ['DUPLICATE_RESOURCE', 'FEATURE_LIMIT_REACHED'] as const

const publish = operation({
  id: 'events.publish',
  summary: 'Publish an event to the endpoints of a workspace',
  description:
    'When the response arrives, the event is stored; it is then sent to every endpoint that subscribes to its type. An `event_id` prevents duplicates: the same type and data return the first response, and other data is refused.',
  route: 'POST /events',
  status: 202,
  scope: 'write:events',
  bodyLimits: eventsBody,
  output: published,
  body: newEvent,
  errors: refusals,
  run: async ({ services, body, bytes, call, ...input }) => {
    const event = await newEventOf(input, body, dataIn(bytes))
    return services.publishing.publishEvent({ event }, call)
  },
  view: one('event', publishedView),
})

const checkItem = bodyCheck(newEventOfBatch)
// The items are checked one by one; the document has their schema.
const checkBatch = bodyCheck(
  z.strictObject({
    events: z
      .array(z.unknown())
      .min(1)
      .register(entryBounds, { entriesMax: eventsMax, tooMany: () => fail.batchTooLarge('events', eventsMax) }),
  }),
)
const batchFacts: OperationFacts = {
  id: 'events.publish-batch',
  summary: 'Publish up to 100 events',
  description:
    'Each event is accepted or refused on its own; all accepted events are stored together. A batch counts as one call in the burst limit, and as its number of events in the hourly limit. An operator can name the workspace of each event.',
  method: 'POST',
  path: '/events/batch',
  status: 202,
  scope: 'write:events',
  context: 'none',
  bodyLimits: eventsBody,
  itemsIn: 'events',
  hourCost: entriesCost('events', eventsMax),
  output: publishedMany,
  isBare: true,
  errors: ['BATCH_TOO_LARGE'],
}
const publishBatch: Operation = {
  ...batchFacts,
  body: z
    .strictObject({ events: z.array(newEventOfBatch).min(1).max(eventsMax).meta({ description: 'Up to 100 events.' }) })
    .meta({ id: 'EventPublishBatch', examples: [{ events: [exampleOf(newEvent)] }] }),
  prepare(body) {
    const { events } = checkBatch(body)
    return async (input) => {
      const { results } = await input.services.publishing.publishEvents(
        { events: await eventsOf(input, events) },
        input.call,
      )
      return () => ({ body: answerOf(results) })
    }
  },
}

/** `POST /events` and `POST /events/batch`. */
export const publishing = { publish, publishBatch }

/** Those that are refused here keep their place, so that the stored answer of an Idempotency-Key has them. */
function eventsOf(input: PreparedInput, bodies: readonly unknown[]): Promise<NewEvent[]> {
  const sources = entrySources(fieldSources(input.bytes).get('events') ?? none)
  return Promise.all(
    bodies.map(async (body, index) => {
      try {
        refuseUnstorable(body)
        return await newEventOf(input, checkItem(body), dataIn(sources[index] ?? none))
      } catch (thrown) {
        const refusal = toPlinthError(thrown)
        if (refusal.code === 'INTERNAL_ERROR' || refusal.retryAfterSeconds !== undefined) throw thrown
        return refusedEvent(refusal)
      }
    }),
  )
}

/** The data of an event, byte for byte. Throws VALIDATION_ERROR for a name that one of its objects has twice. */
function dataIn(event: Buffer): Buffer {
  const data = fieldSources(event).get('data') ?? Buffer.from('{}')
  const name = duplicateName(data)
  if (name === undefined) return data
  throw fail.validation({
    data: [`The data field has the name ${JSON.stringify(name.slice(0, 100))} twice in one object.`],
  })
}

const refusedEvent = (refusal: PlinthError): NewEvent => ({
  ...{ type: '', data: none, eventId: '', workspaceId: '', namespaceId: '', channels: [], orderingKey: '' },
  ...{ refusal: encodeError(refusal), feature: '', isFeatureIncluded: false },
})

function answerOf(results: readonly PublishResult[]): JsonObject {
  const failed = results.filter(({ event }) => event === undefined).length
  const duplicates = results.filter(({ event }) => event?.isDuplicate === true).length
  return {
    data: results.map(({ event, refusal }, index) =>
      event === undefined ? { index, error: errorFacts(decodeError(refusal)) } : { index, id: event.id },
    ),
    meta: { accepted: results.length - failed - duplicates, duplicates, failed },
  }
}
