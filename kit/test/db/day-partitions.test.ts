import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { type Database, dayPartitions } from '@plinth/kit/db'
import { plumbedDatabase } from './scratch.ts'

const days = ['2031-01-01', '2031-01-02', '2031-01-03', '2031-01-04', '2031-01-05', '2031-01-06']

describe('day partitions, once PostgreSQL knows how its catalogue is filled', () => {
  let database: Database
  before(async () => {
    database = await plumbedDatabase()
    await database.query({ text: 'CREATE TABLE diary (day date NOT NULL, note text) PARTITION BY RANGE (day)' })
  })
  const partitions = () => dayPartitions(database, 'diary')
  // As autovacuum does within minutes: the planner then starts from the names of all tables.
  const analyzed = async () => {
    await partitions().ensure(days)
    await database.query({ text: 'ANALYZE pg_class' })
    await database.query({ text: 'ANALYZE pg_inherits' })
  }

  it('are dropped before a day', async () => {
    await analyzed()
    assert.deepEqual(await partitions().dropBefore('2031-01-03'), ['2031-01-01', '2031-01-02'])
  })
  it('are dropped before a day when they are empty', async () => {
    await analyzed()
    await database.query({ text: `INSERT INTO diary VALUES ('2031-01-03')` })
    assert.deepEqual(await partitions().dropEmptyBefore('2031-01-05'), ['2031-01-01', '2031-01-02', '2031-01-04'])
  })
  it('leave a table that is no day alone', async () => {
    await analyzed()
    await database.query({ text: `CREATE TABLE diary_default PARTITION OF diary DEFAULT` })
    assert.deepEqual(await partitions().dropBefore('2031-01-02'), ['2031-01-01'])
  })
})
