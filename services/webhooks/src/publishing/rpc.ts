import { decodeError, encodeError } from '@plinth/kit/errors'
import type { Handlers } from '@plinth/kit/rpc'
import {
  type NewEvent,
  PublishingServiceService as Publishing,
  type PublishResult as ResultMessage,
} from '@plinth/proto/webhooks/v1/publishing.ts'
import { fail } from '../errors.ts'
import type { Publication, PublishResult } from './publication.ts'
import type { Publish } from './verbs.ts'

const eventsMax = 100

export function publishingRpc(publish: Publish): Handlers<typeof Publishing> {
  return {
    publishEvent: ({ event }, call) =>
      publish({
        ...{ method: Publishing.publishEvent, call, publications: event === undefined ? [] : [toPublication(event)] },
        toOutcome: ([result]) => {
          if (result === undefined) return { refusal: fail.nothingPublished() }
          return 'refusal' in result ? result : { answer: { event: result.published } }
        },
      }),
    publishEvents: async ({ events }, call) => {
      if (events.length > eventsMax) throw fail.tooManyEvents(eventsMax)
      return publish({
        ...{ method: Publishing.publishEvents, call, publications: events.map(toPublication) },
        toOutcome: (results) => ({ answer: { results: results.map(toMessage) } }),
      })
    },
  }
}

const toPublication = ({ eventId: callerId, occurredAt, monthlyLimit, refusal, ...event }: NewEvent): Publication => ({
  ...event,
  ...{ callerId, occurredAt, monthlyLimit, refusal: refusal.length === 0 ? undefined : decodeError(refusal) },
})

const toMessage = (result: PublishResult): ResultMessage =>
  'refusal' in result ? { refusal: encodeError(result.refusal) } : { event: result.published, refusal: Buffer.alloc(0) }
