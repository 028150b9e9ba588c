import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Bus, inProcessBus } from '@plinth/kit/bus'
import { type Database, QueueStart, setTestClock } from '@plinth/kit/db'
import { besideSnapshot, indexEntriesRead } from '@plinth/testkit'
import { keyStart, sweepExpiredKeys } from '../../src/db/idempotency/sweep-expired-keys.ts'
import { Confirmations } from '../../src/db/relay/confirmations.ts'
import { LostStore } from '../../src/db/relay/lost-store.ts'
import { publishDueRows } from '../../src/db/relay/publish-due-rows.ts'
import { log, plumbedDatabase, scratchDatabase } from './scratch.ts'

const gone = 2_000

// NOTE: columns of milliseconds round a time up, to one that a sweep at once would not have reached.
const due = `plinth_now() - interval '1 ms'`

describe('sweeps of idempotency keys', () => {
  it(`do not read ${gone} keys again that went while a backup runs`, async () => {
    const database = await plumbedDatabase(1)
    const add = (first: number, count: number) =>
      database.query({
        text: `INSERT INTO idempotency_key SELECT sha256(n::text::bytea), '', '', false, '', ${due}
          FROM generate_series($1::int, $2) AS n`,
        values: [first, first + count - 1],
      })
    const entriesRead = () => indexEntriesRead(database, 'idempotency_key_expires_at_idx')
    // As a table that is large is read.
    await database.query({ text: 'SET enable_seqscan = off' })
    const start = keyStart()
    await besideSnapshot(scratchDatabase(database.url, 1), async () => {
      await add(1, gone)
      await sweepExpiredKeys(database, start)
      await setTestClock(database, 300_000)
      await sweepExpiredKeys(database, start)
      const before = await entriesRead()
      await add(gone + 1, 1)
      await sweepExpiredKeys(database, start)
      assert.ok((await entriesRead()) - before < 100, `${(await entriesRead()) - before} entries were read`)
      assert.deepEqual(await database.query({ text: 'SELECT FROM idempotency_key' }), [])
    })
  })
})

describe('sweeps of an outbox', () => {
  /** One session: it counts what it reads, and is asked for it. */
  let database: Database
  /** Its transaction, such as that of a backup, sees the rows of the moment at which it began. */
  let backup: Database
  let bus: Bus
  let sweep: () => Promise<void>
  before(async () => {
    const opened = await plumbedDatabase(1)
    database = opened
    backup = scratchDatabase(opened.url, 1)
    bus = inProcessBus({ log })
    const start = new QueueStart({ table: 'outbox', column: 'next_publish_at' })
    const [confirmations, lostStore] = [new Confirmations(database, log), new LostStore(database, log)]
    sweep = () => publishDueRows({ database, bus, log, confirmations, lostStore, start })
  })
  after(() => bus.close())

  const add = (id: string, count: number) =>
    database.query({
      text: `INSERT INTO outbox (id, subject, payload, traceparent, awaiting, next_publish_at)
        SELECT $1 || n, 'plinth.events.w.t', '', '', '{reader}', ${due} FROM generate_series(1, $2::int) n`,
      values: [id, count],
    })
  const isPublished = async (id: string) => {
    const [row] = await database.query<{ is_published: boolean }>({
      text: 'SELECT publish_count > 1 AS is_published FROM outbox WHERE id = $1',
      values: [id],
    })
    return row?.is_published
  }
  const entriesRead = () => indexEntriesRead(database, 'outbox_next_publish_at_idx')

  it(`do not read ${gone} events again that went while a backup runs`, async () => {
    await besideSnapshot(backup, async () => {
      await add('evt_gone', gone)
      await database.query({ text: 'DELETE FROM outbox' })
      await setTestClock(database, 300_000)
      await sweep()
      const before = await entriesRead()
      await add('evt_next', 1)
      await sweep()
      assert.ok((await entriesRead()) - before < 100, `${(await entriesRead()) - before} entries were read`)
      assert.equal(await isPublished('evt_next1'), true)
    })
  })

  it('publish what is due when the clock was set back', async () => {
    await setTestClock(database, 7_200_000)
    await sweep()
    await setTestClock(database, 600_000)
    await add('evt_back', 1)
    await sweep()
    assert.equal(await isPublished('evt_back1'), true)
  })
})
