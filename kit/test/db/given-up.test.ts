import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Database, OutboxRow, Tx } from '@plinth/kit/db'
import { plumbedDatabase } from './scratch.ts'

const soon = { text: `SET LOCAL deadlock_timeout = '10ms'` }
const add = (id: string) => ({ text: 'UPDATE thing SET count = count + 1 WHERE id = $1', values: [id] })
const giveUp = (state: string) => ({ text: `DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '${state}'; END $$` })

const told = (objectId: string) => ({
  type: 'thing.updated',
  workspaceId: 'wks_1',
  objectId,
  objectType: 'thing',
  attributes: {},
  consumers: ['reader'],
})

describe('a transaction that PostgreSQL gives up for the sake of others', () => {
  let database: Database
  const counts = async () =>
    (await database.query<{ count: number }>({ text: 'SELECT count FROM thing ORDER BY id' })).map(({ count }) => count)

  before(async () => {
    database = await plumbedDatabase()
    await database.query({ text: 'CREATE TABLE thing (id text PRIMARY KEY, count int NOT NULL DEFAULT 0)' })
  })

  it('begins again and has one effect, its events included: both of two that waited crosswise end well', async () => {
    await database.query({ text: `INSERT INTO thing VALUES ('a'), ('b')` })
    const heard: OutboxRow[] = []
    const end = database.onCommitted((rows) => heard.push(...rows))
    let holding = 0
    let tries = 0
    const { promise: bothHold, resolve } = Promise.withResolvers<void>()
    const crosswise = (first: string, second: string) =>
      database.transaction(async (tx: Tx) => {
        tries++
        await tx.query(soon)
        await tx.query(add(first))
        tx.emit(told(first))
        if (++holding === 2) resolve()
        await bothHold
        await tx.query(add(second))
        return first
      })
    assert.deepEqual(await Promise.all([crosswise('a', 'b'), crosswise('b', 'a')]), ['a', 'b'])
    end()
    assert.ok(tries > 2, 'no transaction was given up')
    assert.deepEqual(await counts(), [2, 2])
    assert.equal(heard.length, 2)
    assert.deepEqual(await database.query({ text: 'SELECT count(*) FROM outbox' }), [{ count: 2 }])
  })

  for (const state of ['40P01', '40001']) {
    it(`is SERVICE_UNAVAILABLE, with a time to come again, when ${state} does not end`, async () => {
      const before = await counts()
      let tries = 0
      const work = database.transaction(async (tx) => {
        tries++
        await tx.query(add('a'))
        await tx.query(giveUp(state))
      })
      await assert.rejects(work, { code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 1 })
      assert.equal(tries, 3)
      assert.deepEqual(await counts(), before)
      assert.equal(database.pool.idleCount, database.pool.totalCount)
    })
  }

  it('is SERVICE_UNAVAILABLE as well where it is one statement, and where its last statement fails', async () => {
    await assert.rejects(database.query(giveUp('40P01')), { code: 'SERVICE_UNAVAILABLE' })
    const work = database.transaction(async (tx) => tx.atCommit(giveUp('40P01')))
    await assert.rejects(work, { code: 'SERVICE_UNAVAILABLE' })
  })

  it('is not begun again for any other failure', async () => {
    let tries = 0
    const work = database.transaction(async (tx) => {
      tries++
      await tx.query({ text: 'SELECT 1/0' })
    })
    await assert.rejects(work, /division by zero/)
    assert.equal(tries, 1)
  })
})
