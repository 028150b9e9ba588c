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
      assert.ok(page.events.reduce((sum, { payload }) => sum + payload.length, 0) <= 1_048_576)
      found.push(...page.events.map(({ id }) => id))
      cursor = page.page?.nextCursor ?? ''
    } while (cursor !== '')
    assert.deepEqual(found, ids)
  })

  it('are all there by page of as many as it may hold', async () => {
    const found: string[] = []
    for (let page = 1; page <= Math.ceil((large + small) / 3); page++) {
      const { events, page: info } = await list({ page, perPage: 3 })
      assert.equal(info?.total, large + small)
      found.push(...events.map(({ id }) => id))
    }
    assert.deepEqual(found, ids)
  })

  it('are refused by page where they are more than it may hold, with what to do', async () => {
    await assert.rejects(list({ page: 1, perPage: 40 }), {
      code: 'INVALID_PARAMETER',
      message: 'The page is larger than 1 MiB. Lower per_page, or use cursor.',
    })
    assert.equal((await list({ page: 1, perPage: 3 })).events.length, 3)
  })

  /** The numbers of the attempts that are shown of a delivery with so many. */
  async function shownOf(attempts: number, { body = '', path = '', header = '' }) {
    const { endpoint } = await harness.endpoints.createEndpoint(newEndpoint(), { context })
    const [eventId, id, endpointId] = [ids.at(-1) ?? '', make.id('del'), endpoint?.id ?? '']
    const values = [dayOfId(id), id, endpointId, context.workspaceId, eventId]
    await harness.database.query({
      text: `INSERT INTO delivery (event_day, id, event_id, endpoint_id, workspace_id, namespace_id, event_type, status)
        VALUES ($1, $2, $5, $3, $4, '', 'report.ready', 'failed')`,
      values,
    })
    await harness.database.query({
      text: `INSERT INTO attempt SELECT $1, $2, n, 'manual', 'http_error', 500, '{}', $4::text::bytea, '', plinth_now(),
          0, 0, 0, 0, 0, 0, 'https://example.com/' || $5, jsonb_build_object('x-one', $6::text) FROM generate_series(1, $3::int) n`,
      values: [...values.slice(0, 2), attempts, body, path, header],
    })
    const { delivery } = await harness.deliveries.getDelivery({ endpointId, id }, { context })
    return (delivery?.attemptsLog ?? []).map(({ number }) => number)
  }

  const many: [string, number, Parameters<typeof shownOf>[1]][] = [
    ['long answers', 120, { body: 'x'.repeat(16_384) }],
    ['long URLs', 1_000, { path: 'x'.repeat(2_000) }],
    ['long headers', 1_000, { header: 'x'.repeat(2_000) }],
    ['nothing that is long', 4_000, {}],
  ]
  for (const [what, attempts, parts] of many)
    it(`are shown with the last attempts of a delivery that has very many, with ${what}`, async () => {
      const numbers = await shownOf(attempts, parts)
      assert.deepEqual(
        numbers,
        numbers.map((_, at) => attempts - numbers.length + at + 1),
      )
      assert.ok(numbers.length > attempts / 4 && numbers.length < attempts, `${numbers.length}`)
    })

  it('are read one by one', async () => {
    const { event } = await events().getEvent({ id: ids.at(-1) ?? '' }, { context })
    assert.ok((event?.payload.length ?? 0) > 262_144)
  })
})
