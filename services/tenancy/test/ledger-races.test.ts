// Two tenancy processes on one real PostgreSQL: no limit is overshot, whatever runs at once.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually, make } from '@plinth/testkit'
import { lapseStart } from '../src/entitlements/balances/reserved-store.ts'
import { sweepReservations } from '../src/entitlements/reservations/expiry.ts'
import { type Ledger, ledgerOf, startLedger } from './ledger.ts'
import { hourMs, ofNamespace, ofWorkspace } from './plans.ts'
import { startSecondProcess } from './second-process.ts'

let t: Awaited<ReturnType<typeof startLedger>>
let services: Ledger[]
let second: Awaited<ReturnType<typeof startSecondProcess>>
before(async () => {
  t = await startLedger()
  second = await startSecondProcess(t.part)
  services = [t, ledgerOf(second.dial, t.operator)]
})
after(() => second.stop())

const at = (index: number): Ledger => services[index % services.length] ?? t
// Callers and both services share one thread: with all calls at once each would wait for all others, on a busy machine for
// longer than the 5 s that one waits for a connection.
const atOnce = 100
const many = async <T>(count: number, ask: (service: Ledger, index: number) => Promise<T>): Promise<T[]> => {
  const answers: T[] = []
  let next = 0
  const caller = async () => {
    for (let index = next++; index < count; index = next++) answers.push(await ask(at(index), index))
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, caller))
  return answers
}
const alertsOf = async (workspaceId: string) =>
  (await t.eventsOf(workspaceId))
    .filter(({ type }) => type.startsWith('entitlement.'))
    .map(({ attributes }) => attributes['threshold'])
const provenOf = async (namespaceId: string) =>
  (await t.proof(namespaceId)).map(({ balance, ledger }) => [balance, ledger])

describe('two processes', () => {
  it('1,000 consumes of 100 callers at once on a limit of 100: 100 allowed, balance 100, ledger 100, three alerts', async () => {
    const { namespace, workspace } = await t.newOwner()
    await t.assign(ofNamespace(namespace.id), 'small')
    const decisions = await many(1_000, (service) => service.consume(namespace.id, 'credits', 1))
    assert.equal(decisions.filter(({ isAllowed }) => isAllowed).length, 100)
    assert.deepEqual(
      decisions
        .filter(({ isAllowed }) => isAllowed)
        .map(({ currentUsage }) => currentUsage)
        .sort((a, b) => a - b),
      Array.from({ length: 100 }, (_, index) => index + 1),
    )
    assert.deepEqual(await provenOf(namespace.id), [[100, 100]])
    assert.deepEqual((await alertsOf(workspace.id)).sort(), [100, 80, 90])
  })

  it('reserve, commit, release and consume mixed: never beyond the limit, nothing left aside', async () => {
    const { namespace } = await t.newOwner()
    const { id } = namespace
    await t.assign(ofNamespace(id), 'small')
    let used = 0
    await many(400, async (service, index) => {
      if (index % 4 === 0) {
        if ((await service.consume(id, 'credits', 1)).isAllowed) used += 1
        return
      }
      const { reservation } = await service.reserve(id, 'credits', 2)
      if (reservation === undefined) return
      if (index % 4 === 1) await at(index + 1).release(id, reservation.id)
      else {
        const committed = await at(index + 1).commit(id, reservation.id, index % 4 === 2 ? 1 : undefined)
        used += committed.quantity
      }
    })
    assert.ok(used <= 100, String(used))
    assert.deepEqual(await t.standing(id, 'credits'), [used, 100, 100 - used])
    assert.deepEqual(await provenOf(id), [[used, used]])
  })

  it('one pool from 50 namespaces at once: 100 allowed in all', async () => {
    const { workspace, inWorkspace } = await t.newOwner()
    await t.assign(ofWorkspace(workspace.id), 'large')
    await t.record((await t.newOwner()).namespace.id, 'credits', 1)
    const namespaces = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const { namespace } = await t.namespaces.createNamespace(
          {
            ...{ name: make.name(), slug: '', ownerType: 0, ownerId: '', workspaceId: '', description: '' },
            ...{ settingsJson: '', tags: [], metadata: {}, isDefault: false },
          },
          inWorkspace,
        )
        return namespace?.id ?? ''
      }),
    )
    const decisions = await many(500, (service, index) => service.consume(namespaces[index % 50] ?? '', 'credits', 10))
    assert.equal(decisions.filter(({ isAllowed }) => isAllowed).length, 100)
    const [proof] = await t.proof(namespaces[0] ?? '')
    assert.deepEqual([proof?.balance, proof?.ledger], [1_000, 1_000])
    assert.deepEqual((await alertsOf(workspace.id)).sort(), [100, 80, 90])
  })

  it('a commit and a release of one reservation at once: one of them', async () => {
    const { namespace } = await t.newOwner()
    const { id } = namespace
    await t.assign(ofNamespace(id), 'small')
    for (let round = 0; round < 10; round++) {
      const made = (await t.reserve(id, 'credits', 2)).reservation?.id ?? ''
      const ends = await Promise.allSettled(
        [0, 1, 2, 3].map((index) => (index % 2 === 0 ? at(index / 2).commit(id, made) : at(index).release(id, made))),
      )
      assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 2)
    }
    const [, , available] = await t.standing(id, 'credits')
    const [[balance, ledger] = []] = await provenOf(id)
    assert.deepEqual([available, balance], [100 - (ledger ?? 0), ledger])
  })

  it('sweeps at once free each lapsed reservation once', async () => {
    const { namespace } = await t.newOwner()
    const { id } = namespace
    await t.assign(ofNamespace(id), 'small')
    await many(40, (service) => service.reserve(id, 'credits', 1, 3_600))
    await t.travel(2 * hourMs)
    await Promise.all([
      ...Array.from({ length: 4 }, () => sweepReservations(t.part.database, () => undefined, lapseStart())),
      ...Array.from({ length: 8 }, (_, index) => at(index).consume(id, 'credits', 2)),
    ])
    const isFreed = async () => {
      const text = 'SELECT reserved, used FROM balance WHERE owner_id = $1'
      assert.deepEqual(await t.part.database.query({ text, values: [id] }), [{ reserved: 0, used: 16 }])
    }
    // The services' own sweeps may still hold some.
    await eventually(isFreed)
    await sweepReservations(t.part.database, () => undefined, lapseStart())
    await isFreed()
    await t.travel(0)
  })

  it('retries by event_id from both services: each counts once', async () => {
    const { namespace } = await t.newOwner()
    const { id } = namespace
    await t.assign(ofNamespace(id), 'small')
    const ids = Array.from({ length: 60 }, () => make.name())
    await many(240, (service, index) => service.consume(id, 'credits', 1, { eventId: ids[index % 60] ?? '' }))
    assert.deepEqual(await t.standing(id, 'credits'), [60, 100, 40])
    assert.deepEqual(await provenOf(id), [[60, 60]])
  })
})
