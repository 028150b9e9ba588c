import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { SystemClock } from '@plinth/kit/clock'
import { dayAfter, dayOf } from '@plinth/kit/days'
import { type Database, openDatabase, partitionDaysBefore, setTestClock } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { make, type TestDatabase, testDatabase } from '@plinth/testkit'
import { compactCountsBefore } from '../src/housekeeping/count-store.ts'
import { retain } from '../src/housekeeping/housekeeping.ts'
import { webhooks } from '../src/index.ts'
import { startPartitions } from '../src/partitions/partitions.ts'
import { makePartitions } from '../src/partitions/store.ts'
import { readStats } from '../src/stats/store.ts'

const clock = new SystemClock()
const log = openLog({ level: 'fatal', name: 'webhooks' })
const [days, shards] = [90, 16]
// Noon, so that no day ends meanwhile.
const today = dayOf(clock.now())
clock.setOffset(Date.parse(`${today}T12:00:00Z`) - Date.now())

let store: TestDatabase
let database: Database
before(async () => {
  store = await testDatabase(webhooks.migrations)
  database = openDatabase({ url: store.url, poolMax: 8, clock, log })
  await setTestClock(database, clock.offsetMs)
})
after(async () => {
  await database.close()
  await store.drop()
})

/** As after long use: so many days and shards, today among them, of 4 ended deliveries each. */
async function longHistory(): Promise<string> {
  const workspaceId = make.id('wks')
  await database.query({
    text: `INSERT INTO delivery_count (workspace_id, day, shard, accepted, delivered, failed, cancelled)
      SELECT $1, plinth_now()::date - n, shard, 4, 2, 1, 1 FROM generate_series(0, $2 - 1) n, generate_series(0, $3 - 1) shard`,
    values: [workspaceId, days, shards],
  })
  return workspaceId
}
const rowsOf = async (workspaceId: string) => {
  const rows = { text: 'SELECT FROM delivery_count WHERE workspace_id = $1', values: [workspaceId] }
  return (await database.query(rows)).length
}
const totals = (rows: number) => ({
  accepted: rows * 4,
  delivered: rows * 2,
  pending: 0,
  held: 0,
  failed: rows,
  cancelled: rows,
})

describe('the counters of old days', () => {
  it('become one row of their workspace, whose totals stay, and later ones are added to it', async () => {
    const workspaces = [await longHistory(), await longHistory()]
    const partitions = await startPartitions({ database, clock, log })
    const housekeeping = { database, clock, log, partitions, retentionDays: 30, shard: 0 }
    await retain(housekeeping)
    for (const id of workspaces) {
      assert.deepEqual(await readStats(database, id), totals(days * shards))
      assert.equal(await rowsOf(id), 1 + 3 * shards)
    }
    const [late = ''] = workspaces
    await count(late, dayAfter(today, -20))
    await retain(housekeeping)
    assert.deepEqual(await readStats(database, late), totals(days * shards + 1))
    assert.equal(await rowsOf(late), 1 + 3 * shards)
    await partitions.stop()
  })

  it('become one row, and old partitions go, also when old replays cannot be forgotten', async () => {
    const id = await longHistory()
    await makePartitions(database, ['2020-02-02'])
    await database.query({
      text: `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'replays stay'; END $$;
        CREATE TRIGGER refuse BEFORE DELETE ON replay EXECUTE FUNCTION refuse()`,
    })
    const partitions = await startPartitions({ database, clock, log })
    try {
      const housekeeping = { database, clock, log, partitions, retentionDays: 30, shard: 0 }
      await assert.rejects(retain(housekeeping), /replays stay/)
    } finally {
      await partitions.stop()
      await database.query({ text: 'DROP FUNCTION refuse CASCADE' })
    }
    assert.equal(await rowsOf(id), 1 + 3 * shards)
    assert.deepEqual(await partitionDaysBefore(database, 'event', '2021-01-01'), [])
  })

  it('add up at every moment while several fold and others still count', async () => {
    const id = await longHistory()
    let counted = days * shards
    let hasEnded = false
    const counting = Array.from({ length: 3 }, async (_, writer) => {
      for (let at = 0; at < 60; at++) await count(id, dayAfter(today, -20 - ((at + writer) % 7)))
    })
    const folding = Array.from({ length: 2 }, async () => {
      while (!hasEnded) await compactCountsBefore(database, dayAfter(today, -2))
    })
    const reading = (async () => {
      while (!hasEnded) {
        const { accepted, delivered, failed, cancelled } = await readStats(database, id)
        assert.equal(accepted, delivered + failed + cancelled)
        assert.ok(accepted >= 4 * counted)
      }
    })()
    await Promise.all(counting).finally(() => {
      hasEnded = true
    })
    await Promise.all([...folding, reading])
    counted += 180
    assert.deepEqual(await readStats(database, id), totals(counted))
  })
})

/** As the dispatcher does when deliveries of a day end. */
async function count(workspaceId: string, day: string): Promise<void> {
  await database.query({
    text: `INSERT INTO delivery_count AS c (workspace_id, day, shard, accepted, delivered, failed, cancelled)
      VALUES ($1, $2, 3, 4, 2, 1, 1) ON CONFLICT (workspace_id, day, shard) DO UPDATE SET accepted = c.accepted + 4,
        delivered = c.delivered + 2, failed = c.failed + 1, cancelled = c.cancelled + 1`,
    values: [workspaceId, day],
  })
}
