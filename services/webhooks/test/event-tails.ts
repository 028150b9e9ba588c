import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { EventsServiceService, type TailEventsResponse } from '@plinth/proto/webhooks/v1/events.ts'
import { PublishingServiceService } from '@plinth/proto/webhooks/v1/publishing.ts'
import { eventually } from '@plinth/testkit'
import { type Harness, startHarness } from './harness.ts'
import { defineTypes, newEvent } from './product-events.ts'

/** Webhooks with readers of its events, for the tests of the file that calls this. */
export function eventTails() {
  let harness: Harness
  before(async () => {
    harness = await startHarness()
    await defineTypes(harness.part)
  })
  after(() => harness?.stop())

  const tail = (context: CallContext, asked: { cursor?: string; since?: Date; types?: string } = {}) =>
    harness.part
      .dial('webhooks', EventsServiceService)
      .tailEvents({ cursor: '', types: '', since: undefined, ...asked }, { context })

  return {
    get harness() {
      return harness
    },
    get database() {
      return harness.database
    },
    tail,
    /** Publishes an event and returns its id. */
    publish: async (context: CallContext, changes: Parameters<typeof newEvent>[0] = {}) => {
      const publishing = harness.part.dial('webhooks', PublishingServiceService)
      const { event } = await publishing.publishEvent({ event: newEvent(changes) }, { context })
      return event?.id ?? ''
    },
    /** The events from a cursor on, until no more are there and `isDone` says so. */
    readOn: async (context: CallContext, from: string, isDone = (ids: readonly string[]) => ids.length > 0) => {
      const ids: string[] = []
      let cursor = from
      await eventually(async () => {
        const page = await tail(context, { cursor })
        cursor = page.cursor
        ids.push(...idsOf(page))
        assert.ok(!page.isMore && isDone(ids), `${ids.length} events came`)
      })
      return { ids, cursor }
    },
  }
}

export const idsOf = ({ events }: Pick<TailEventsResponse, 'events'>): string[] =>
  events.map(({ payload }) => JSON.parse(payload.toString()).id)
