import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTestClock } from '@plinth/kit/db'
import { EventsServiceService } from '@plinth/proto/webhooks/v1/events.ts'
import { PublishingServiceService } from '@plinth/proto/webhooks/v1/publishing.ts'
import { eventually, make } from '@plinth/testkit'
import { type Harness, startHarness } from './harness.ts'
import { defineTypes, newEvent } from './product-events.ts'

const dayMs = 86_400_000

describe('an event_id', () => {
  let harness: Harness
  before(async () => {
    harness = await startHarness({ WEBHOOKS_RETENTION_DAYS: '30' })
    await defineTypes(harness.part)
  })
  after(() => harness?.stop())

  it('is taken for as long as its event is there: also when its day could not be dropped, and until it is', async () => {
    const context = make.context()
    const publish = async () => {
      const event = newEvent({ eventId: 'late' })
      return (await harness.part.dial('webhooks', PublishingServiceService).publishEvent({ event }, { context })).event
    }
    const first = await publish()
    assert.ok(first !== undefined)
    // The sweep of keys and that of counters come after the drop: the counter shows that a run came so far.
    const oldCounter = () =>
      harness.database.query({ text: `INSERT INTO event_quota (workspace_id, month) VALUES ('wks_old', '2020-01-01')` })
    const counterHasGone = () =>
      eventually(
        async () =>
          assert.deepEqual(
            await harness.database.query({ text: `SELECT FROM event_quota WHERE month = '2020-01-01'` }),
            [],
          ),
        { timeoutMs: 60_000 },
      )
    const reader = await harness.database.pool.connect()
    try {
      await reader.query('BEGIN')
      await reader.query(`SET LOCAL idle_in_transaction_session_timeout = 0`)
      await reader.query('SELECT count(*) FROM event')
      await oldCounter()
      await setTestClock(harness.database, 32 * dayMs)
      harness.part.clock.setOffset(32 * dayMs)
      await counterHasGone()
      const again = await publish()
      assert.deepEqual([again?.id, again?.isDuplicate], [first.id, true])
    } finally {
      await reader.query('ROLLBACK')
      reader.release()
    }
    const events = harness.part.dial('webhooks', EventsServiceService)
    await eventually(
      () => assert.rejects(events.getEvent({ id: first.id }, { context }), { code: 'RESOURCE_NOT_FOUND' }),
      { timeoutMs: 60_000 },
    )
    await eventually(async () => assert.equal((await publish())?.isDuplicate, false))
  })
})
