import { decodeError, encodeError } from '@plinth/kit/errors'
import type { Handlers } from '@plinth/kit/rpc'
import {
  type NewEvent,
  PublishingServiceService as Publishing,
  type PublishResult as ResultMessage,
  type TypeFeatures,
} from '@plinth/proto/webhooks/v1/publishing.ts'
import { fail } from '../errors.ts'
import type { Publication, PublishResult } from './publication.ts'
import { OtherFeatures } from './type-check.ts'
import type { Publish } from './verbs.ts'

const eventsMax = 100

export function publishingRpc(publish: Publish): Handlers<typeof Publishing> {
  return {
    publishEvent: ({ event, readsTypeFeatures }, call) =>
      publish({
        ...{ method: Publishing.publishEvent, call, publications: event === undefined ? [] : [toPublication(event)] },
        toOutcome: ([result]) => {
          if (result === undefined) return { refusal: fail.nothingPublished() }
          return 'refusal' in result ? result : { answer: { event: result.published } }
        },
      }).catch((thrown: unknown) => ({ typeFeatures: featuresOf(thrown, readsTypeFeatures) })),
    publishEvents: async ({ events, readsTypeFeatures }, call) => {
      if (events.length > eventsMax) throw fail.tooManyEvents(eventsMax)
      return publish({
        ...{ method: Publishing.publishEvents, call, publications: events.map(toPublication) },
        toOutcome: (results) => ({ answer: { results: results.map(toMessage) } }),
      }).catch((thrown: unknown) => ({ results: [], typeFeatures: featuresOf(thrown, readsTypeFeatures) }))
    },
  }
}

const toPublication = ({ eventId: callerId, occurredAt, monthlyLimit, refusal, ...event }: NewEvent): Publication => ({
  ...event,
  ...{ callerId, occurredAt, monthlyLimit, refusal: refusal.length === 0 ? undefined : decodeError(refusal) },
})

/** Throws every other failure. A caller that does not read features cannot learn whether the event is owed: it may ask a newer one. */
function featuresOf(thrown: unknown, readsTypeFeatures = false): TypeFeatures {
  if (!(thrown instanceof OtherFeatures)) throw thrown
  if (!readsTypeFeatures) throw fail.featuresNotRead()
  return { features: { ...thrown.features } }
}

const toMessage = (result: PublishResult): ResultMessage =>
  'refusal' in result ? { refusal: encodeError(result.refusal) } : { event: result.published, refusal: Buffer.alloc(0) }
