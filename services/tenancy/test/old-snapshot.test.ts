import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { SystemClock } from '@plinth/kit/clock'
import { type Database, openDatabase, setTestClock } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { besideSnapshot, indexEntriesRead, type TestDatabase, testDatabase } from '@plinth/testkit'
import { lapseStart } from '../src/entitlements/balances/reserved-store.ts'
import { answerStart, forgetEvents } from '../src/entitlements/consume/event-store.ts'
import { sweepReservations } from '../src/entitlements/reservations/expiry.ts'
import { endStart, forgetReservations } from '../src/entitlements/reservations/store.ts'
import { tenancy } from '../src/index.ts'

const gone = 2_000
const keptDays = 35

let store: TestDatabase
/** One connection, which is asked for what it has read. */
let database: Database
let backup: Database
before(async () => {
  store = await testDatabase(tenancy.migrations)
  const open = () =>
    openDatabase({
      ...{ url: store.url, poolMax: 1, clock: new SystemClock() },
      log: openLog({ level: 'fatal', name: 'tenancy' }),
    })
  ;[database, backup] = [open(), open()]
  // As tables that are large are read.
  await database.query({ text: 'SET enable_seqscan = off' })
})
afterEach(() => setTestClock(database, 0))
after(async () => {
  await database.close()
  await backup.close()
  await store.drop()
})

interface Sweep {
  index: string
  /** Makes rows that are due after this time. */
  dueInMs?: number
  add: (first: number, count: number) => string
  /** Those that the sweep has not done. */
  left: string
  sweep: () => Promise<unknown>
}

const reservations = (first: number, count: number, status: string, endedAt: string, name: string) =>
  `INSERT INTO reservation (id, namespace_id, feature, owner_id, pool, reset, window_start, hour, quantity, status, expires_at, ended_at)
    SELECT '${name}' || n, 'ns', 'f', 'ns', 'f', 'none', 'epoch', 'epoch', 1, '${status}', plinth_now(), ${endedAt}
    FROM generate_series(${first}, ${first + count - 1}) n`

/** While a transaction, such as that of a backup, sees the rows of its beginning. */
async function readsFew({ index, dueInMs = 0, add, left, sweep }: Sweep): Promise<void> {
  await besideSnapshot(backup, async () => {
    await database.query({ text: add(1, gone) })
    await setTestClock(database, dueInMs)
    await sweep()
    await setTestClock(database, dueInMs + 300_000)
    await sweep()
    await database.query({ text: add(gone + 1, 1) })
    await setTestClock(database, 2 * dueInMs + 300_000)
    const before = await indexEntriesRead(database, index)
    await sweep()
    const read = (await indexEntriesRead(database, index)) - before
    assert.ok(read < 100, `a sweep read ${read} entries`)
    assert.deepEqual(await database.query({ text: left }), [])
  })
}

describe('what is left before the start, as by a transaction that lasted', () => {
  const isGoneIn24 = async (table: string, sweep: () => Promise<unknown>) => {
    const left = async () => (await database.query({ text: `SELECT FROM ${table}` })).length
    for (let hours = 0; hours < 24 && (await left()) > 0; hours++) await sweep()
    assert.equal(await left(), 0)
  }

  it('is a reservation that ended long ago: it is deleted within a day', async () => {
    await database.query({ text: 'DELETE FROM reservation' })
    const start = endStart()
    const sweep = () => forgetReservations(database, keptDays, 10_000, start)
    await sweep()
    await database.query({ text: reservations(1, 1, 'committed', `plinth_now() - interval '90 days'`, 'late_') })
    await isGoneIn24('reservation', sweep)
  })

  it('is the answer to an event_id: it is deleted within a day', async () => {
    const start = answerStart()
    const sweep = () => forgetEvents(database, 10_000, start)
    await sweep()
    await database.query({
      text: `INSERT INTO usage_event (namespace_id, feature, event_id, quantity, answer, expires_at)
        VALUES ('ns', 'f', 'late', 1, '{}', plinth_now() - interval '90 days')`,
    })
    await isGoneIn24('usage_event', sweep)
  })
})

describe(`a sweep does not read ${gone} rows again that went while a backup runs`, () => {
  it('of reservations that lapsed', () => {
    const start = lapseStart()
    return readsFew({
      index: 'reservation_due_idx',
      add: (first, count) => reservations(first, count, 'active', 'NULL', 'lapsed_'),
      left: `SELECT FROM reservation WHERE status = 'active'`,
      sweep: () => sweepReservations(database, () => undefined, start),
    })
  })

  it('of reservations that ended long ago', () => {
    const start = endStart()
    return readsFew({
      index: 'reservation_ended_idx',
      dueInMs: keptDays * 86_400_000 + 1_000,
      add: (first, count) => reservations(first, count, 'committed', 'plinth_now()', 'ended_'),
      left: `SELECT FROM reservation WHERE id ~ '^ended_'`,
      sweep: () => forgetReservations(database, keptDays, 10_000, start),
    })
  })

  it('of answers to an event_id', () => {
    const start = answerStart()
    return readsFew({
      index: 'usage_event_expires_at_idx',
      add: (first, count) =>
        `INSERT INTO usage_event (namespace_id, feature, event_id, quantity, answer, expires_at)
          SELECT 'ns', 'f', n, 1, '{}', plinth_now() FROM generate_series(${first}, ${first + count - 1}) n`,
      left: 'SELECT FROM usage_event',
      sweep: () => forgetEvents(database, 10_000, start),
    })
  })
})
