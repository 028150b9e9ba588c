import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { before, describe, it } from 'node:test'
import { setImmediate as tick } from 'node:timers/promises'
import { type Database, idempotentWrites, type Tx, type Write } from '@plinth/kit/db'
import { secretBox } from '@plinth/kit/secrets/secret-box'
import { eventually } from '@plinth/testkit'
import { callWith, method, request } from './a-method.ts'
import { log, plumbedDatabase } from './scratch.ts'

describe('writes with Idempotency-Keys that come one after the other', () => {
  let database: Database
  let write: Write

  before(async () => {
    database = await plumbedDatabase()
    await database.query({ text: 'CREATE TABLE thing (id text PRIMARY KEY, transaction text)' })
    write = idempotentWrites({ database, secrets: secretBox([randomBytes(32)]), log })
  })

  const insert = (tx: Tx, id: string) =>
    tx.query({ text: 'INSERT INTO thing VALUES ($1, pg_current_xact_id()::text)', values: [id] })
  const run = (work: (tx: Tx) => Promise<unknown>) =>
    write(method, async (_request, _call, tx) => {
      await work(tx)
      return { consumer: '', eventIds: [] }
    })(request, callWith(randomUUID()))
  /** A call that holds its group until it is let go. */
  const holding = async () => {
    const [begun, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const call = run(async () => {
      begun.resolve()
      await held.promise
    })
    await begun.promise
    return { call, letGo: () => held.resolve() }
  }
  /** How many of these things each transaction made. */
  const transactionsOf = async (ids: readonly string[]) => {
    const text = 'SELECT transaction, count(*)::int FROM thing WHERE id = ANY ($1) GROUP BY 1'
    return (await database.query<{ count: number }>({ text, values: [ids] })).map(({ count }) => count)
  }

  it('share a transaction beside two groups that run', async () => {
    // On a busy machine they may come more slowly than groups begin.
    await eventually(async () => {
      const holders = [await holding(), await holding()]
      try {
        const ids = Array.from({ length: 8 }, () => randomUUID())
        const calls = []
        for (const id of ids) {
          calls.push(run((tx) => insert(tx, id)))
          await tick()
        }
        await Promise.all(calls)
        assert.deepEqual(await transactionsOf(ids), [8])
      } finally {
        for (const { letGo } of holders) letGo()
        await Promise.all(holders.map(({ call }) => call))
      }
    })
  })
})
