import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { type Database, type Queryable, type Statement, sqlState, type Tx } from '@plinth/kit/db'
import { readRows } from '@plinth/kit/db/rows'
import { plumbedDatabase, scratchDatabase } from './scratch.ts'

const wrong: Statement = { text: 'SELECT 1/0' }
const divisionByZero = '22012'

describe('a transaction in which a statement has failed', () => {
  let database: Database & { url: string }
  const things = () => database.query<{ id: string }>({ text: 'SELECT id FROM thing' })
  const insert = (id: string): Statement => ({ text: `INSERT INTO thing VALUES ('${id}')` })

  before(async () => {
    database = await plumbedDatabase()
    await database.query({ text: 'CREATE TABLE thing (id text PRIMARY KEY)' })
  })

  const fails = (work: (tx: Tx) => Promise<unknown>, state: string) =>
    assert.rejects(database.transaction(work), (err) => {
      assert.equal(sqlState(err), state)
      return true
    })

  it('rejects with the error of that statement, though one sent with it is awaited closer', async () => {
    // Two functions deep, its rejection arrives after that of the statement behind it.
    const deep = (db: Queryable) => readRows(db, wrong)
    await fails((tx) => Promise.all([deep(tx), tx.query({ text: 'SELECT 1' })]), divisionByZero)
  })

  it('rejects later statements with that error', async () => {
    await fails(async (tx) => {
      await tx.query(wrong).catch(() => undefined)
      await tx.query({ text: 'SELECT 1' })
    }, divisionByZero)
    await fails(async (tx) => {
      await tx.query(wrong).catch(() => undefined)
      await tx.time()
    }, divisionByZero)
    await fails(async (tx) => {
      const twice = { name: 'asked_twice', text: 'SELECT 2' }
      const sent = [tx.query(wrong), tx.query(twice), tx.query(twice)]
      await Promise.allSettled(sent)
      await sent.at(-1)
    }, divisionByZero)
  })

  it('is not committed, and rejects with that error, when nothing awaited it', async () => {
    await fails(async (tx) => {
      await tx.query(insert('swallowed'))
      await tx.query(wrong).catch(() => undefined)
    }, divisionByZero)
    await fails(async (tx) => {
      await tx.query(insert('not_awaited'))
      tx.query(wrong).catch(() => undefined)
    }, divisionByZero)
    assert.deepEqual(await things(), [])
  })

  it('does not take that error for the refusal of a statement that comes with the commit', async () => {
    await fails(async (tx) => {
      await tx.query(wrong).catch(() => undefined)
      tx.atCommit(insert('refused'), () => new Error('it is there already'))
    }, divisionByZero)
  })

  it('forgets it with the savepoint in which it came', async () => {
    await database.transaction(async (tx) => {
      await assert.rejects(tx.attempt(() => tx.query(wrong)))
      await tx.query(insert('after'))
    })
    await fails(async (tx) => {
      await assert.rejects(tx.attempt(() => tx.query(wrong)))
      await tx.query(insert('after'))
    }, '23505')
    assert.deepEqual(await things(), [{ id: 'after' }])
  })

  it('tells a work in a savepoint its own error', async () => {
    await database.transaction(async (tx) => {
      const swallowing = async (own: Tx) => void (await own.query(wrong).catch(() => undefined))
      const results = await tx.inSavepoints([
        swallowing,
        async () => undefined,
        swallowing,
        async (own: Tx) => void (await own.query(insert('after'))),
      ])
      assert.deepEqual(
        results.map((result) => (result?.status === 'rejected' ? sqlState(result.reason) : result?.status)),
        [divisionByZero, 'fulfilled', divisionByZero, '23505'],
      )
    })
  })

  it('runs again when it had waited too long for a lock, though one sent with it is awaited closer', async () => {
    let runs = 0
    const { promise: held, resolve: hold } = Promise.withResolvers<void>()
    const { promise: end, resolve: letGo } = Promise.withResolvers<void>()
    const holding = scratchDatabase(database.url, 1).transaction(async (tx) => {
      await tx.query({ text: 'LOCK TABLE thing' })
      hold()
      await end
    })
    await held
    try {
      await database.transaction(async (tx) => {
        if (++runs === 2) {
          letGo()
          await holding
        } else await tx.query({ text: 'SET LOCAL lock_timeout = 1' })
        await Promise.all([readRows(tx, insert('held')), tx.query({ text: 'SELECT 1' })])
      })
      assert.equal(runs, 2)
    } finally {
      letGo()
      await holding
    }
  })

  it('is SERVICE_UNAVAILABLE when the server takes no writes, though one sent with it is awaited closer', async () => {
    const work = database.transaction(
      (tx) => Promise.all([readRows(tx, insert('never')), tx.query({ text: 'SELECT 1' })]),
      {
        settings: ['SET TRANSACTION READ ONLY'],
      },
    )
    await assert.rejects(work, { code: 'SERVICE_UNAVAILABLE' })
  })
})
