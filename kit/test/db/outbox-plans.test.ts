import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { inProcessBus } from '@plinth/kit/bus'
import { type Database, startRelay } from '@plinth/kit/db'
import { eventually } from '@plinth/testkit'
import { clock, log, plumbedDatabase, rowsScanned } from './scratch.ts'

const count = 20_000

describe('the outbox with many rows that are not due', () => {
  let database: Database
  before(async () => {
    // One session: it counts what it reads, and is asked for it.
    database = await plumbedDatabase(1)
  })
  const scanned = () =>
    rowsScanned(database, `SELECT seq_tup_read AS rows FROM pg_stat_user_tables WHERE relname = 'outbox'`)

  it('is swept without being read whole', async () => {
    await database.query({
      text: `INSERT INTO outbox (id, subject, payload, traceparent, awaiting, next_publish_at)
        SELECT 'evt_' || n, 'plinth.events.w.t', '', '', '{reader}', plinth_now() + interval '1 hour'
        FROM generate_series(1, $1::int) n`,
      values: [count],
    })
    await database.query({ text: 'ANALYZE outbox' })
    await database.query({ text: `UPDATE outbox SET next_publish_at = plinth_now() WHERE id IN ('evt_1', 'evt_2')` })
    const before = await scanned()
    const bus = inProcessBus({ log })
    const relay = startRelay({ part: 'tests', database, bus, clock, log })
    relay.wake()
    await eventually(async () => {
      const [row] = await database.query<{ published: number }>({
        text: `SELECT publish_count AS published FROM outbox WHERE id = 'evt_2'`,
      })
      assert.equal(row?.published, 2)
    })
    await relay.stop()
    await bus.close()
    assert.equal((await scanned()) - before, 0)
    await database.query({ text: 'SELECT count(payload) FROM outbox' })
    assert.equal((await scanned()) - before, count)
  })
})
