import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { EventsServiceService, type ListEventsResponse } from '@plinth/proto/webhooks/v1/events.ts'
import { PublishingServiceService } from '@plinth/proto/webhooks/v1/publishing.ts'
import { make } from '@plinth/testkit'
import { dayOfId } from '../src/partitions/days.ts'
import { type Harness, newEndpoint, startHarness } from './harness.ts'
import { defineTypes, newEvent } from './product-events.ts'

const large = 40
const small = 3

describe('events as large as they may be', () => {
  let harness: Harness
  const context: CallContext = make.context()
  const ids: string[] = []
  before(async () => {
    harness = await startHarness()
    await defineTypes(harness.part)
    const service = harness.part.dial('webhooks', PublishingServiceService)
    const data = `{"a":"${'x'.repeat(262_136)}"}`
    for (let at = 0; at < large + small; at++) {
      const event = newEvent(at < large ? { data } : {})
      ids.unshift((await service.publishEvent({ event }, { context })).event?.id ?? '')
    }
  })
  after(() => harness?.stop())

  const events = () => harness.part.dial('webhooks', EventsServiceService)
  const list = (query: { page: number; perPage: number; cursor?: string }): Promise<ListEventsResponse> =>
    events().listEvents({ query: { ...query, filters: [], sort: [] } }, { context })

  it('are all there, once, for those who walk by cursor with the most per page', async () => {
    const found: string[] = []
    let cursor = ''
    do {
      const page = await list({ page: 0, perPage: 100, cursor })
      assert.ok(page.events.length > 0)
      assert.ok(page.events.reduce((sum, { payload }) => sum + payload.length, 0) <= 4_194_304)
      found.push(...page.events.map(({ id }) => id))
      cursor = page.page?.nextCursor ?? ''
    } while (cursor !== '')
    assert.deepEqual(found, ids)
  })

  it('are all there by page of the size that a page has by default', async () => {
    const pages = [await list({ page: 1, perPage: 15 }), await list({ page: 2, perPage: 15 })]
    const found = [...pages, await list({ page: 3, perPage: 15 })].flatMap((page) => page.events.map(({ id }) => id))
    assert.deepEqual([found, pages[0]?.page?.total], [ids, large + small])
  })

  it('are refused by page where they are more than it may hold, with what to do', async () => {
    await assert.rejects(list({ page: 1, perPage: 40 }), {
      code: 'INVALID_PARAMETER',
      message: 'The page is larger than 4 MiB. Lower per_page, or use cursor.',
    })
    assert.equal((await list({ page: 3, perPage: 15 })).events.length, 13)
  })

  it('are shown with the last attempts of a delivery that has very many, with long answers', async () => {
    const { endpoint } = await harness.endpoints.createEndpoint(newEndpoint(), { context })
    const [eventId, id, endpointId] = [ids.at(-1) ?? '', make.id('del'), endpoint?.id ?? '']
    const values = [dayOfId(id), id, endpointId, context.workspaceId, eventId]
    await harness.database.query({
      text: `INSERT INTO delivery (event_day, id, event_id, endpoint_id, workspace_id, namespace_id, event_type, status)
        VALUES ($1, $2, $5, $3, $4, '', 'report.ready', 'failed')`,
      values,
    })
    await harness.database.query({
      text: `INSERT INTO attempt SELECT $1, $2, n, 'manual', 'http_error', 500, '{}', repeat('x', 16384)::bytea, '', plinth_now(),
          0, 0, 0, 0, 0, 0 FROM generate_series(1, 600) n`,
      values: values.slice(0, 2),
    })
    const { delivery } = await harness.deliveries.getDelivery({ endpointId, id }, { context })
    const numbers = (delivery?.attemptsLog ?? []).map(({ number }) => number)
    assert.deepEqual([numbers.length, numbers[0], numbers.at(-1)], [383, 218, 600])
  })

  it('are read one by one', async () => {
    const { event } = await events().getEvent({ id: ids.at(-1) ?? '' }, { context })
    assert.ok((event?.payload.length ?? 0) > 262_144)
  })
})
