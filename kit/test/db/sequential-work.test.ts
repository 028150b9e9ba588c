import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Database, Statement, Tx } from '@plinth/kit/db'
import { boundedWork } from '../../src/db/idempotency/sequential-work.ts'
import { plumbedDatabase } from './scratch.ts'

describe('calls of one user in a shared transaction', () => {
  let database: Database
  before(async () => {
    database = await plumbedDatabase()
  })

  it('are not decided after one whose last statement was held up', async () => {
    const lock: Statement = { text: 'SELECT pg_advisory_xact_lock(1)' }
    const entry = (work: (tx: Tx) => Promise<unknown>) => ({ user: 'usr_1', work, isHeldUp: false })
    const entries = [
      entry(async (tx) => tx.atCommit(lock)),
      entry(async () => 'second'),
      entry(async (tx) => tx.atCommit(lock)),
    ]
    await database.transaction(async (holding) => {
      await holding.query(lock)
      const deciding = database.transaction((tx) => boundedWork.decide(tx, entries, []), {
        settings: boundedWork.settings ?? [],
        lockMs: boundedWork.lockMs ?? 0,
      })
      assert.deepEqual(await deciding, [undefined, undefined, undefined])
    })
    assert.deepEqual(
      entries.map(({ isHeldUp }) => isHeldUp),
      [true, true, true],
    )
  })
})
