import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { inProcessBus } from '@plinth/kit/bus'
import { type Database, QueueStart, startRelay } from '@plinth/kit/db'
import { eventually } from '@plinth/testkit'
import { Confirmations } from '../../src/db/relay/confirmations.ts'
import { LostStore } from '../../src/db/relay/lost-store.ts'
import { publishDueRows } from '../../src/db/relay/publish-due-rows.ts'
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

describe('the outbox that was empty when PostgreSQL planned', () => {
  let database: Database
  before(async () => {
    database = await plumbedDatabase(1)
    await fill(1, count, 'infinity')
    await database.query({ text: 'DELETE FROM outbox' })
    await database.query({ text: 'VACUUM ANALYZE outbox' })
  })
  const fill = (from: number, to: number, publishAt: string) =>
    database.query({
      text: `INSERT INTO outbox (id, subject, payload, traceparent, awaiting, next_publish_at)
        SELECT 'evt_' || n, 'plinth.events.w.t', '', '', '{reader}', $3 FROM generate_series($1::int, $2::int) n`,
      values: [from, to, publishAt],
    })
  const scanned = () =>
    rowsScanned(database, `SELECT seq_tup_read AS rows FROM pg_stat_user_tables WHERE relname = 'outbox'`)

  it('is not read whole for a batch of what waits, nor for confirmations of it', async () => {
    const bus = inProcessBus({ log })
    const confirmations = new Confirmations(database, log)
    const start = new QueueStart({ table: 'outbox', column: 'next_publish_at' })
    const lostStore = new LostStore(database, log)
    const sweep = () => publishDueRows({ database, bus, log, confirmations, lostStore, start })
    for (let times = 1; times <= 8; times++) {
      await sweep()
      await fill(-times, -times, 'infinity')
      confirmations.add('reader', [`evt_${-times}`])
      await confirmations.drained()
    }
    await fill(1, count, '-infinity')
    const before = await scanned()
    await sweep()
    const published = await scanned()
    confirmations.add('reader', ['evt_1', 'evt_2'])
    await confirmations.drained()
    assert.deepEqual([published - before, (await scanned()) - published], [0, 0])
    assert.equal((await database.query({ text: 'SELECT FROM outbox' })).length, count - 2)
    await bus.close()
  })
})
