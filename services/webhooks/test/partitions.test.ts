import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { SystemClock } from '@plinth/kit/clock'
import { type Database, openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { type TestDatabase, testDatabase } from '@plinth/testkit'
import { webhooks } from '../src/index.ts'
import { dropPartitionsBefore, makePartitions } from '../src/partitions/store.ts'

let store: TestDatabase
let database: Database
before(async () => {
  store = await testDatabase(webhooks.migrations)
  const log = openLog({ level: 'fatal', name: 'webhooks' })
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
})
