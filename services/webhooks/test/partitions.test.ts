import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { SystemClock } from '@plinth/kit/clock'
import { type Database, openDatabase, type Tx } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { countWaiting, eventually, type TestDatabase, testDatabase } from '@plinth/testkit'
import { webhooks } from '../src/index.ts'
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
