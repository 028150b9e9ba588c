import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { SystemClock } from '@plinth/kit/clock'
import { type Database, openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { type TestDatabase, testDatabase } from '@plinth/testkit'
import { webhooks } from '../src/index.ts'
import { makePartitions } from '../src/partitions/store.ts'

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
})
