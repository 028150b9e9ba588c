import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { IncomingEvent } from '../events/event.ts'
import { storedFilter } from '../filters/stored-filter.ts'
import { deliveriesFor } from './deliveries.ts'
import { event, recipient } from './fan-out.fixture.ts'
import { Roster } from './roster.ts'

describe('the ordering key of a delivery', () => {
  const keyOf = async (isOrdered: boolean, one: IncomingEvent) =>
    (
      await deliveriesFor([one], new Map([['wks_1', new Roster([recipient('a', { isOrdered })])]]), {
        defaultSchedule: [0],
        random: () => 0,
      })
    )[0]?.orderingKey
  it('is that of its event, or the id of its object; none where the endpoint has no order', async () => {
    assert.equal(await keyOf(true, event({ orderingKey: 'customer-17' })), 'customer-17')
    assert.equal(await keyOf(true, event()), 'wks_1')
    assert.equal(await keyOf(true, event({ orderingKey: '' })), '')
    assert.equal(await keyOf(false, event({ orderingKey: 'customer-17' })), '')
  })
})

describe('the deliveries of many large events to many endpoints', () => {
  const work = {
    'large filters': { bytes: 10, characters: 12_000 },
    'large data': { bytes: 12_000, characters: 10 },
  }
  for (const [name, { bytes, characters }] of Object.entries(work))
    it(`leave other work its turns: ${name}`, async () => {
      let turns = 0
      let isOver = false
      const turn = () => {
        turns++
        if (!isOver) setImmediate(turn)
      }
      const filterOf = (at: number) => ({
        $or: Array.from({ length: 12 }, (_, n) => ({ a: `${n}.${at}`.padEnd(characters / 12) })),
      })
      const recipients = Array.from({ length: 50 }, (_, at) =>
        recipient(`wh_${at}`, { filter: storedFilter(JSON.stringify(filterOf(at))) }),
      )
      const attributesJson = JSON.stringify({ a: 'x'.repeat(bytes) })
      const events = Array.from({ length: 64 }, () => event({ attributesJson }))
      const rosters = new Map([['wks_1', new Roster(recipients)]])
      setImmediate(turn)
      const deliveries = await deliveriesFor(events, rosters, { defaultSchedule: [0], random: () => 0 })
      isOver = true
      assert.equal(deliveries.length, 0)
      const done = 64 * (bytes + 50 * characters)
      // A turn for each 128 KiB, and what one filter or event is beyond that.
      assert.ok(turns >= done / (131_072 + 13_000) - 1, `${turns} turns for ${done} bytes and characters`)
    })
})
