import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'
import { SystemClock } from '@plinth/kit/clock'
import { type Database, openDatabase, type Tx } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { countWaiting, eventually, type TestDatabase, testDatabase } from '@plinth/testkit'
import { advisoryLocks } from '../src/advisory-locks.ts'
import { dropMonthsBefore, makeMonths } from '../src/audit-log/partition-store.ts'
import { webhooks } from '../src/index.ts'
import { buildIndexes } from '../src/partitions/indexes.ts'
import { dropPartitionsBefore, makePartitions } from '../src/partitions/store.ts'
import { acknowledge, giveBack } from '../src/polling/store.ts'

const log = openLog({ level: 'fatal', name: 'webhooks' })
// For as long as a busy machine takes to look at what waits.
const patient = { lockMs: 30_000 }

let store: TestDatabase
let database: Database
before(async () => {
  store = await testDatabase(webhooks.migrations)
  database = openDatabase({ url: store.url, poolMax: 8, clock: new SystemClock(), log })
})
after(async () => {
  await database.close()
  await store.drop()
})

describe('the partitions of a day', () => {
  it('are made once, however many want them at the same moment', async () => {
    for (const day of ['2031-01-01', '2031-01-02', '2031-01-03']) {
      await Promise.all(Array.from({ length: 8 }, () => makePartitions(database, [day])))
    }
    const [made] = await database.query<{ count: number }>({
      text: `SELECT count(*)::int AS count FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE c.relkind = 'r' AND c.relname ~ '_203101'`,
    })
    assert.deepEqual(made, { count: 9 })
  })

  it('are dropped also once PostgreSQL knows how its catalogue is filled', async () => {
    const days = ['2030-01-01', '2030-01-02', '2030-01-03', '2030-01-04', '2030-01-05']
    await makePartitions(database, days)
    await database.query({ text: 'ANALYZE pg_class' })
    await database.query({ text: 'ANALYZE pg_inherits' })
    assert.deepEqual(await dropPartitionsBefore(database, '2030-01-04'), days.slice(0, 3))
  })

  it('are dropped while an index of another day is being built, which they do not wait for', async () => {
    const [old = '', ...later] = ['2029-01-01', '2029-01-02', '2029-01-03']
    await makePartitions(database, [old, ...later])
    await database.transaction(async (tx) => {
      for (const table of ['event', 'delivery', 'attempt'])
        await tx.query({ text: `LOCK TABLE "${table}_20290102" IN SHARE UPDATE EXCLUSIVE MODE` })
      assert.deepEqual(await dropPartitionsBefore(database, '2029-01-02'), [old])
    })
  })

  it('are dropped after results that are being written, which note their attempts first', async () => {
    const [old = '', today = ''] = ['2028-01-01', '2028-01-02']
    await makePartitions(database, [old, today])
    const dropped = await database.transaction(async (tx) => {
      await tx.query({ text: 'LOCK TABLE ONLY attempt IN ROW EXCLUSIVE MODE' })
      const dropping = dropPartitionsBefore(database, today, patient)
      await eventually(async () => assert.equal(await countWaiting(database, '%TABLE%'), 1))
      await tx.query({ text: `UPDATE delivery SET attempts = 1 WHERE event_day = '${today}'` })
      return { dropping }
    })
    assert.deepEqual(await dropped.dropping, [old])
  })

  it('are dropped before answers of a poll that wait with them, which note their attempts first as well', async () => {
    const [old = '', today = ''] = ['2027-01-01', '2027-01-02']
    await makePartitions(database, [old, today])
    const keys = [{ deliveryId: 'dlv_none', eventDay: today, attempt: 1 }]
    // A transaction that PostgreSQL ends in a deadlock is begun again.
    let begun = 0
    const writes = [
      (tx: Tx) => acknowledge(tx, 'wh_none', keys, 0),
      (tx: Tx) => giveBack(tx, 'wh_none', keys, { delaySeconds: 0, isHeld: false }),
    ]
    const { dropping, writing } = await database.transaction(async (tx) => {
      await tx.query({ text: 'LOCK TABLE ONLY attempt IN ROW EXCLUSIVE MODE' })
      const dropping = dropPartitionsBefore(database, today, patient)
      await eventually(async () => assert.equal(await countWaiting(database, '%LOCK TABLE%'), 1))
      const writing = writes.map((write) =>
        database.transaction((tx) => {
          begun++
          return write(tx)
        }),
      )
      await eventually(async () => assert.equal(await countWaiting(database, '%INSERT INTO attempt%'), writes.length))
      return { dropping, writing }
    })
    assert.deepEqual(await Promise.all([dropping, ...writing]), [[old], [], []])
    assert.equal(begun, writes.length)
  })
})

describe('an index that a migration adds', () => {
  const migration = new URL('../prisma/migrations/20261127147000_event_type_index/migration.sql', import.meta.url)
  /** Partitions of days in 2032 by how many of the parent's indexes they have, and whether the parent's are all complete. */
  const indexed = async () => {
    const partitions = await database.query<{ name: string; count: number }>({
      text: `SELECT p.relname::text AS name, count(*)::int AS count FROM pg_index x JOIN pg_class p ON p.oid = x.indrelid
        JOIN pg_inherits n ON n.inhrelid = x.indexrelid WHERE p.relname ~ '^event_2032' AND x.indisvalid GROUP BY 1 ORDER BY 1`,
    })
    const invalid = await database.query({
      text: `SELECT FROM pg_index WHERE indrelid = 'event'::regclass AND NOT indisvalid`,
    })
    return {
      ...Object.fromEntries(partitions.map(({ name, count }) => [name, count])),
      isComplete: invalid.length === 0,
    }
  }

  it('comes to new partitions at once, and to those of earlier days once, also after a build that did not end', async () => {
    await makePartitions(database, ['2032-01-01', '2032-01-02'])
    for (const name of ['type', 'channel_1', 'channel_2', 'channel_3', 'channel_4', 'channel_5', 'stream'])
      await database.query({ text: `DROP INDEX event_${name}_idx` })
    assert.deepEqual(await indexed(), { event_20320101: 2, event_20320102: 2, isComplete: true })
    await database.pool.query(await readFile(migration, 'utf8'))
    await makePartitions(database, ['2032-01-03'])
    assert.deepEqual(await indexed(), { event_20320101: 2, event_20320102: 2, event_20320103: 8, isComplete: false })
    const writer = await database.pool.connect()
    const stopping = new AbortController()
    try {
      await writer.query('BEGIN')
      await writer.query('LOCK TABLE event_20320102 IN ROW EXCLUSIVE MODE')
      const building = assert.rejects(buildIndexes(database, { signal: stopping.signal }))
      const statement = 'CREATE INDEX CONCURRENTLY%event_20320102%'
      await eventually(async () => assert.equal(await countWaiting(database, statement), 1))
      stopping.abort()
      await building
    } finally {
      await writer.query('ROLLBACK')
      writer.release()
    }
    const [unfinished] = await database.query({
      text: `SELECT FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid WHERE c.relname ~ '^event_20320102' AND NOT x.indisvalid`,
    })
    assert.ok(unfinished !== undefined)
    await Promise.all([buildIndexes(database), buildIndexes(database)])
    await buildIndexes(database)
    assert.deepEqual(await indexed(), { event_20320101: 8, event_20320102: 8, event_20320103: 8, isComplete: true })
  })

  it('is built while months of the audit log are made and dropped', async () => {
    const build = await database.pool.connect()
    try {
      await build.query('SELECT pg_advisory_lock($1)', [advisoryLocks.partitionIndexes])
      await makeMonths(database, ['2020-01'])
      assert.deepEqual(await dropMonthsBefore(database, '2020-02'), ['2020-01'])
    } finally {
      build.release(true)
    }
  })
})
