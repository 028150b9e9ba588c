import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Bus, inProcessBus } from '@plinth/kit/bus'
import { type Database, QueueStart, setTestClock } from '@plinth/kit/db'
import { Confirmations } from '../../src/db/relay/confirmations.ts'
import { LostStore } from '../../src/db/relay/lost-store.ts'
import { publishDueRows } from '../../src/db/relay/publish-due-rows.ts'
import { log, plumbedDatabase, rowsScanned, scratchDatabase } from './scratch.ts'

const gone = 2_000

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
        SELECT $1 || n, 'plinth.events.w.t', '', '', '{reader}', plinth_now() FROM generate_series(1, $2::int) n`,
      values: [id, count],
    })
  const isPublished = async (id: string) => {
    const [row] = await database.query<{ is_published: boolean }>({
      text: 'SELECT publish_count > 1 AS is_published FROM outbox WHERE id = $1',
      values: [id],
    })
    return row?.is_published
  }
  const entriesRead = () =>
    rowsScanned(
      database,
      `SELECT idx_tup_read AS rows FROM pg_stat_user_indexes WHERE indexrelname = 'outbox_next_publish_at_idx'`,
    )

  it(`do not read ${gone} events again that went while a backup runs`, async () => {
    await backup.transaction(
      async (tx) => {
        await tx.query({ text: 'SELECT FROM outbox' })
        await add('evt_gone', gone)
        await database.query({ text: 'DELETE FROM outbox' })
        await setTestClock(database, 300_000)
        await sweep()
        const before = await entriesRead()
        await add('evt_next', 1)
        await sweep()
        assert.ok((await entriesRead()) - before < 100, `${(await entriesRead()) - before} entries were read`)
        assert.equal(await isPublished('evt_next1'), true)
      },
      {
        settings: [
          'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ',
          'SET LOCAL idle_in_transaction_session_timeout = 0',
        ],
      },
    )
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
