// A proof of many records reads only those of the last days: those before are added up once, some days at a time.
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Clock } from '@plinth/kit/clock'
import { PlinthError } from '@plinth/kit/errors'
import { rollUpDays } from '../src/entitlements/ledger/reconciliation-store.ts'
import { retireRecords } from '../src/entitlements/ledger/retention-store.ts'
import { rollUp } from '../src/entitlements/ledger/roll-up.ts'
import { startLedger } from './ledger.ts'
import { dayMs, hourMs, ofNamespace } from './plans.ts'
import { ledgerDays, retire } from './retire-ledger.ts'

let t: Awaited<ReturnType<typeof startLedger>>
before(async () => {
  t = await startLedger()
})

// On and on: the partitions of days that were dropped are not made again.
let gone = 0
const later = (ms: number) => {
  gone += ms
  return t.travel(gone)
}
/** A namespace that has used something of every kind of window on each of some days, one reservation from day to day. */
const usedFor = async (days: number) => {
  const { namespace } = await t.newOwner()
  const { id } = namespace
  await t.assign(ofNamespace(id), 'small')
  for (let day = 1; day <= days; day++) {
    for (const feature of ['credits', 'storage', 'mails']) await t.consume(id, feature, 2)
    await t.record(id, 'storage', -1)
    const made = (await t.reserve(id, 'mails', 1, 86_400)).reservation?.id ?? ''
    await later(23 * hourMs)
    await t.commit(id, made)
    await later(hourMs)
  }
  return id
}
const proven = async (id: string) =>
  (await t.proof(id)).map(({ feature, balance, ledger }) => [feature, balance, ledger])
const add = (ownerId: string, fewRecords = 0, patienceMs = 60_000, clock: Clock = t.part.clock) =>
  rollUp({ database: t.part.database, clock }, { ownerIds: [ownerId], pool: '' }, { fewRecords, patienceMs })
const isAdded = (...asked: Parameters<typeof add>) => add(...asked).then(() => true, isStillAdding)
const untilAdded = async (id: string) => {
  while (!(await isAdded(id)));
}
const change = (text: string, id: string) => t.part.database.query({ text, values: [id] })
const isStillAdding = (thrown: unknown): boolean => {
  assert.ok(thrown instanceof PlinthError, String(thrown))
  assert.deepEqual([thrown.code, thrown.retryAfterSeconds], ['SERVICE_UNAVAILABLE', 1])
  assert.match(thrown.message, /being rolled up/)
  return false
}
const addedOf = async (id: string) =>
  (await change('SELECT pool FROM usage_opening WHERE owner_id = $1 ORDER BY pool', id)).length

describe('reconcile', () => {
  it('proves the same before and after records are added up, and as more come and windows move', async () => {
    const id = await usedFor(4)
    const plain = await proven(id)
    assert.deepEqual(
      plain.map(([, balance, ledger]) => balance === ledger),
      [true, true, true],
    )
    await add(id, 1_000)
    assert.equal(await addedOf(id), 0)
    await add(id)
    assert.equal(await addedOf(id), 3)
    assert.deepEqual(await proven(id), plain)
    await add(id)
    assert.deepEqual(await proven(id), plain)
    for (let day = 1; day <= 3; day++) {
      await t.consume(id, 'mails', 2)
      await t.consume(id, 'storage', 5)
      await later(dayMs)
      if (day === 2) await add(id)
    }
    const [credits, mails, storage] = await proven(id)
    assert.deepEqual([credits?.[1], storage], [credits?.[2], ['storage', 19, 19]])
    assert.deepEqual(mails?.[1], mails?.[2])
  })

  it('does not read again what was added up, and still finds what does not add up', async () => {
    const id = await usedFor(3)
    await add(id)
    // Reading it again would tell.
    await change(
      `UPDATE usage_record SET quantity = 50 WHERE owner_id = $1 AND pool = 'storage' AND day = (SELECT min(day)
      FROM usage_record WHERE owner_id = $1)`,
      id,
    )
    assert.deepEqual((await proven(id)).at(-1), ['storage', 3, 3])
    await change(`UPDATE balance SET used = used + 1 WHERE owner_id = $1 AND pool = 'storage'`, id)
    assert.deepEqual((await proven(id)).at(-1), ['storage', 4, 3])
  })

  it('503 when adding up takes longer than a call may: the next one goes on from there', async () => {
    const id = await usedFor(5)
    const plain = await proven(id)
    let calls = 1
    while (!(await isAdded(id, 0, 0))) {
      assert.deepEqual(await proven(id), plain)
      assert.ok(++calls < 100)
    }
    assert.ok(calls > 2, `${calls} calls`)
    assert.deepEqual([await proven(id), await addedOf(id)], [plain, 3])
  })

  it('503 at once while another adds for one of its owners; for others it adds', async () => {
    const [id, other] = [await usedFor(3), await usedFor(3)]
    const plain = await proven(id)
    await t.part.database.transaction(async (tx) => {
      assert.ok(await rollUpDays(tx, { ownerIds: ['ns_nobody', id], pool: '' }, 1))
      // More than there are connections.
      const several = await Promise.all(Array.from({ length: 50 }, () => isAdded(id)))
      assert.deepEqual([...new Set(several)], [false])
      await add(other)
    })
    await Promise.all(Array.from({ length: 5 }, () => untilAdded(id)))
    assert.deepEqual([await proven(id), await addedOf(id)], [plain, 3])
  })

  it('503 at once while old records are carried away', async () => {
    const id = await usedFor(3)
    await t.part.database.transaction(async (tx) => {
      await retireRecords(tx, '2000-01-01', 1)
      assert.equal(await isAdded(id), false)
    })
    await add(id)
    assert.equal(await addedOf(id), 3)
  })

  it("closes days by the database's clock: a process that is ahead of it adds none that is still written", async () => {
    const id = await usedFor(3)
    await t.consume(id, 'storage', 4)
    const ahead: Clock = {
      now: () => new Date(t.now().getTime() + 5 * dayMs),
      monotonicMs: () => t.part.clock.monotonicMs(),
    }
    await add(id, 0, 60_000, ahead)
    await t.consume(id, 'storage', 7)
    assert.deepEqual((await proven(id)).at(-1), ['storage', 14, 14])
    const [added] = await t.part.database.query<{ days: number }>({
      text: `SELECT DISTINCT (plinth_now() AT TIME ZONE 'UTC')::date - added_before AS days FROM usage_opening WHERE owner_id = $1`,
      values: [id],
    })
    assert.ok(Number(added?.days) >= 1)
  })

  it('is the same while records are added up by several, carried away and made', async () => {
    const id = await usedFor(4)
    await later((ledgerDays - 2) * dayMs)
    await t.consume(id, 'storage', 3)
    const retireOld = () => retire(t.part.database)
    const proofs: unknown[] = []
    await Promise.all([
      ...Array.from({ length: 3 }, () => untilAdded(id)),
      ...Array.from({ length: 2 }, retireOld),
      ...Array.from({ length: 10 }, () => t.consume(id, 'storage', 1)),
      ...Array.from({ length: 10 }, async () => {
        for (const [, balance, ledger] of await proven(id)) proofs.push([balance, ledger])
      }),
    ])
    for (const [balance, ledger] of proofs as number[][]) assert.equal(balance, ledger)
    assert.deepEqual((await proven(id)).at(-1), ['storage', 17, 17])
    await later(5 * dayMs)
    await retireOld()
    assert.deepEqual((await proven(id)).at(-1), ['storage', 17, 17])
    await add(id)
    assert.deepEqual((await proven(id)).at(-1), ['storage', 17, 17])
  })
})
