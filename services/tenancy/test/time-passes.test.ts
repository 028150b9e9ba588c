// Time passes between the reading of a plan and the count, and for a process that has not noticed it.
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { setTestClock } from '@plinth/kit/db'
import { countWaiting, eventually } from '@plinth/testkit'
import { startLedger } from './ledger.ts'
import { dayMs, hourMs, ofNamespace } from './plans.ts'

let t: Awaited<ReturnType<typeof startLedger>>
before(async () => {
  t = await startLedger()
})

/** Moves the database's clock alone: the process has slept, and has not asked for the time yet. */
const sleep = (ms: number) => setTestClock(t.part.database, Math.round(t.now().getTime() - Date.now() + ms))

describe('a process that has slept for weeks', () => {
  it('records in the day of the database', async () => {
    const { namespace } = await t.newOwner()
    await t.assign(ofNamespace(namespace.id), 'small')
    const { reservation } = await t.reserve(namespace.id, 'storage', 5, 86_400)
    await sleep(20 * hourMs)
    assert.equal((await t.consume(namespace.id, 'storage', 1)).isAllowed, true)
    await sleep(23.5 * hourMs)
    assert.equal((await t.commit(namespace.id, reservation?.id ?? '')).status, 'committed')
    await sleep(40 * dayMs)
    assert.equal((await t.consume(namespace.id, 'storage', 2)).isAllowed, true)
    await sleep(70 * dayMs)
    assert.equal((await t.record(namespace.id, 'storage', 3)).quantity, 3)
    assert.equal((await t.check(namespace.id, 'storage')).currentUsage, 11)
    await t.travel(0)
  })
})

describe('a call that waited for its turn', () => {
  it('is decided by the plan of the moment at which it counts', async () => {
    const { namespace } = await t.newOwner()
    const expiresAt = new Date(t.now().getTime() + hourMs / 3)
    await t.assign(ofNamespace(namespace.id), 'small', { expiresAt })
    await t.consume(namespace.id, 'storage', 1)
    const client = await t.part.database.pool.connect()
    try {
      await client.query('BEGIN')
      await client.query('SELECT FROM balance WHERE owner_id = $1 FOR UPDATE', [namespace.id])
      const first = t.consume(namespace.id, 'storage', 1)
      await eventually(async () => assert.equal(await countWaiting(t.part.database), 1))
      const second = t.consume(namespace.id, 'storage', 1)
      // Reads the plan at the same time, and waits for nothing.
      await t.check(namespace.id, 'storage')
      await t.travel(hourMs / 2)
      await client.query('COMMIT')
      assert.equal((await first).isAllowed, true)
      const { isAllowed, reason } = await second
      assert.deepEqual([isAllowed, reason], [false, 'PACKAGE_EXPIRED'])
    } finally {
      client.release()
    }
  })
})
