// Old records become sums; at no moment, and with any number of replicas at it, does a balance lose its proof.
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { dayPartitions, openDatabase } from '@plinth/kit/db'
import { retireLedger } from '../src/entitlements/ledger/retention.ts'
import { startLedger } from './ledger.ts'
import { dayMs, ofNamespace } from './plans.ts'
import { isHeldUp, ledgerDays, retire as retireWith } from './retire-ledger.ts'

let t: Awaited<ReturnType<typeof startLedger>>
before(async () => {
  t = await startLedger()
})

// On and on: the partitions of days that were dropped are not made again.
let daysGone = 0
const later = (days: number) => {
  daysGone += days
  return t.travel(daysGone * dayMs)
}
const retire = (database = t.part.database) => retireWith(database)
const counted = async (text: string, id: string) => {
  const [row] = await t.part.database.query<{ count: number }>({ text: `SELECT count(*) FROM ${text}`, values: [id] })
  return row?.count
}
const recordsOf = (id: string) => counted('usage_record WHERE owner_id = $1', id)
const proven = async (id: string) =>
  (await t.proof(id)).map(({ feature, balance, ledger }) => [feature, balance, ledger])

describe('the ledger', () => {
  it("keeps what is young by the database's clock, whatever a process' own says", async () => {
    const { namespace } = await t.newOwner()
    const { id } = namespace
    await t.assign(ofNamespace(id), 'small')
    await t.consume(id, 'storage', 30)
    const { offsetMs } = t.part.clock
    t.part.clock.setOffset(offsetMs + (ledgerDays + 2) * dayMs)
    await retire()
    t.part.clock.setOffset(offsetMs)
    assert.deepEqual([await recordsOf(id), await proven(id)], [1, [['storage', 30, 30]]])
  })

  it('forgets old records and keeps their sum: what never resets is still proven', async () => {
    const { namespace } = await t.newOwner()
    const { id } = namespace
    await t.assign(ofNamespace(id), 'small')
    for (const quantity of [30, 20, 5]) await t.consume(id, 'storage', quantity)
    await t.record(id, 'storage', -10)
    await later(ledgerDays + 2)
    await t.consume(id, 'storage', 7)
    assert.equal(await recordsOf(id), 5)
    await retire()
    assert.equal(await recordsOf(id), 1)
    assert.deepEqual(await proven(id), [['storage', 52, 52]])
    await retire()
    assert.deepEqual(await proven(id), [['storage', 52, 52]])
    assert.deepEqual(await t.standing(id, 'storage'), [52, 1_000, 948])
  })

  it('forgets the hours of a rolling window that is no longer used', async () => {
    const { namespace } = await t.newOwner()
    const { id } = namespace
    await t.assign(ofNamespace(id), 'small')
    await t.consume(id, 'mails', 3)
    const hours = () => counted('usage_hour WHERE owner_id = $1', id)
    await later(ledgerDays - 2)
    await retire()
    assert.equal(await hours(), 1)
    await later(4)
    await retire()
    assert.deepEqual(
      [await hours(), await proven(id), await t.standing(id, 'mails')],
      [0, [['mails', 0, 0]], [0, 10, 10]],
    )
  })

  it('finds what does not add up behind an opening, too', async () => {
    const { namespace } = await t.newOwner()
    const { id } = namespace
    await t.assign(ofNamespace(id), 'small')
    await t.consume(id, 'storage', 30)
    await later(ledgerDays + 2)
    await retire()
    await t.part.database.query({ text: 'UPDATE balance SET used = used + 1 WHERE owner_id = $1', values: [id] })
    assert.deepEqual(await proven(id), [['storage', 31, 30]])
  })

  it('forgets monthly windows that ended before, and keeps the running one', async () => {
    const { namespace } = await t.newOwner()
    const { id } = namespace
    await t.assign(ofNamespace(id), 'small')
    await t.consume(id, 'credits', 30)
    await later(ledgerDays + 40)
    await t.consume(id, 'credits', 4)
    await retire()
    assert.deepEqual(await proven(id), [['credits', 4, 4]])
    assert.equal(await counted('usage_opening WHERE owner_id = $1', id), 0)
  })

  it('forgets ended windows also when a partition cannot be dropped yet', async () => {
    const { namespace } = await t.newOwner()
    const { id } = namespace
    await t.assign(ofNamespace(id), 'small')
    await t.consume(id, 'credits', 30)
    await later(ledgerDays + 40)
    const { database } = t.part
    const partitions = dayPartitions(database, 'usage_record')
    await database.transaction(async (reader) => {
      await reader.query({ text: 'LOCK TABLE usage_record IN ACCESS SHARE MODE' })
      await assert.rejects(retireLedger({ database, partitions, ledgerDays }), isHeldUp)
    })
    assert.equal(await counted('balance WHERE owner_id = $1', id), 0)
    await retire()
  })

  it('moves a rolling balance on that nobody has used since', async () => {
    const { namespace } = await t.newOwner()
    const { id } = namespace
    await t.assign(ofNamespace(id), 'small')
    await t.consume(id, 'mails', 6)
    await later(ledgerDays + 2)
    await retire()
    assert.deepEqual(await proven(id), [['mails', 0, 0]])
    assert.equal(await recordsOf(id), 0)
    assert.deepEqual(await t.standing(id, 'mails'), [0, 10, 10])
  })

  it('keeps the records of a rolling balance that somebody holds until it has been moved on', async () => {
    const { namespace } = await t.newOwner()
    const { id } = namespace
    await t.assign(ofNamespace(id), 'small')
    await t.consume(id, 'mails', 4)
    await later(ledgerDays + 2)
    await t.part.database.transaction(async (tx) => {
      await tx.query({ text: 'SELECT FROM balance WHERE owner_id = $1 FOR UPDATE', values: [id] })
      await retire()
      assert.deepEqual(await proven(id), [['mails', 4, 4]])
    })
    await retire()
    assert.deepEqual([await proven(id), await recordsOf(id)], [[['mails', 0, 0]], 0])
  })

  it('is carried by several replicas at once, while it is written and proven, and each record once', async () => {
    const { namespace } = await t.newOwner()
    const { id } = namespace
    await t.assign(ofNamespace(id), 'small')
    await Promise.all(Array.from({ length: 200 }, () => t.consume(id, 'storage', 2)))
    await later(ledgerDays + 2)
    const { pool } = t.part.database
    const others = Array.from({ length: 3 }, () => {
      const url = pool.options.connectionString ?? ''
      return openDatabase({ url, poolMax: 2, clock: t.part.clock, log: t.part.infra.log })
    })
    const proofs: unknown[] = []
    await Promise.all([
      ...[t.part.database, ...others].map((database) => retire(database)),
      ...Array.from({ length: 20 }, () => t.consume(id, 'storage', 1)),
      ...Array.from({ length: 10 }, async () => {
        const [proof] = await t.proof(id, 'storage')
        proofs.push(proof !== undefined && proof.balance === proof.ledger)
      }),
    ])
    assert.deepEqual([...new Set(proofs)], [true])
    assert.deepEqual(await proven(id), [['storage', 420, 420]])
    assert.equal(await recordsOf(id), 20)
    await Promise.all(others.map((other) => other.close()))
  })
})
