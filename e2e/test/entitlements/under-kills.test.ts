import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type DedicatedServer, dedicatedServer, eventually } from '@plinth/testkit'
import { api } from '../../src/api.ts'
import { outboxIds } from '../../src/kills/evidence.ts'
import { killing } from '../../src/kills/killing.ts'
import { countAlerts, readLedger } from '../../src/kills/ledger-evidence.ts'
import { spent } from '../../src/kills/spender.ts'
import { type Household, newHousehold, offerSpending, tokensLimit } from '../../src/kills/spending.ts'
import { type Mesh, startMesh } from '../../src/mesh.ts'
import { seeded } from '../../src/random.ts'

// `npm run entitlement-kills -w e2e` does it more often; ENTITLEMENT_KILLS and SEED change this one.
const kills = Number(process.env['ENTITLEMENT_KILLS'] ?? 6)
const householdsCount = 3

describe(`random use of plans, ${kills} kills of tenancy, gateway and PostgreSQL`, () => {
  let mesh: Mesh
  let postgres: DedicatedServer
  before(async () => {
    postgres = await dedicatedServer('postgres')
    mesh = await startMesh({ postgres })
  })
  after(async () => {
    await mesh?.stop()
    await postgres?.stop()
  })

  it('counts everything once, leaks no reservation, and every balance is its ledger', {
    timeout: 120_000 + kills * 20_000,
  }, async (t) => {
    const random = seeded()
    t.diagnostic(`SEED=${random.seed}`)
    await offerSpending(api(mesh.url, mesh.operatorKey))
    const households: Household[] = []
    for (let at = 0; at < householdsCount; at++) {
      households.push(await newHousehold(mesh, seeded(random.seed + at)))
    }
    const spenders = households.flatMap((household) => household.spenders)
    const run = { isOver: false }
    const startedMs = performance.now()
    const work = spenders.map(async (spender) => {
      while (!run.isOver) await spender.spend()
    })
    const victims = ['tenancy', 'gateway', 'postgres'] as const
    const harm = killing({ mesh, postgres, random, victims, kills, pauseMsMax: 1_500, run })
    const [fallen] = await Promise.all([harm, ...work]).finally(() => {
      run.isOver = true
    })
    const seconds = Math.round((performance.now() - startedMs) / 1_000)
    await eventually(async () => assert.deepEqual(await outboxIds(mesh.databases, { isUnknown: true }), []), {
      timeoutMs: 60_000,
    })
    for (const household of households) await examine(household)

    const sum = (count: keyof (typeof spenders)[number]['tally']) =>
      spenders.reduce((all, { tally }) => all + tally[count], 0)
    const [records, reservations] = [
      spenders.reduce((all, one) => all + one.records.size, 0),
      spenders.reduce((all, one) => all + one.reservations.size, 0),
    ]
    t.diagnostic(
      `${JSON.stringify(fallen)} kills in ${seconds} s; ${sum('operations')} operations in ${sum('attempts')} attempts, ` +
        `${sum('replays')} replays, ${sum('repeats')} repeated event_ids, ${sum('refused')} refused; ` +
        `${records} records, ${reservations} reservations`,
    )
    assert.ok(records > 0 && reservations > 0)
  })

  async function examine({ tenant, spenders }: Household): Promise<void> {
    const namespaceIds = spenders.map(({ namespaceId }) => namespaceId)
    // An abandoned reservation is freed by the next sweep after its end; the rest of the time is for a machine under load.
    const ledger = await eventually(
      async () => {
        const found = await readLedger(mesh.databases, namespaceIds)
        assert.ok([...found.balances.values()].every(([, reserved]) => reserved === 0))
        assert.ok([...found.reservations.values()].every((status) => status !== 'active'))
        return found
      },
      { timeoutMs: 60_000 },
    )
    const reservations = new Map(spenders.flatMap((one) => [...one.reservations]))
    const committed = [...reservations].filter(([, { end }]) => end === 'committed')
    const records = new Map([
      ...spenders.flatMap((one) => [...one.records]),
      ...committed.map(([id, { counted }]) => [id, counted] as const),
    ])
    assert.deepEqual(sorted(ledger.records), sorted(records))
    assert.equal(ledger.recordCount, records.size, 'nothing is recorded twice')
    assert.deepEqual(sorted(ledger.reservations), sorted(new Map([...reservations].map(([id, { end }]) => [id, end]))))
    for (const feature of Object.values(spent)) {
      const used = [...records.values()].filter((one) => one.feature === feature).map(({ quantity }) => quantity)
      const [balance] = ledger.balances.get(feature) ?? [0]
      assert.equal(
        balance,
        used.reduce((sum, quantity) => sum + quantity, 0),
        feature,
      )
    }
    assert.ok((ledger.balances.get(spent.tokens)?.[0] ?? 0) <= tokensLimit)
    for (const id of namespaceIds) {
      const answer = await tenant.api.get(`/namespaces/${id}/entitlements/reconcile`)
      const { data } = answer.json as { data: { ok: boolean; balance: number; ledger: number }[] }
      assert.ok(data.length >= 1)
      for (const one of data) assert.ok(one.ok && one.balance === one.ledger, answer.text)
    }
    const alerts = await countAlerts(mesh.databases, tenant.workspace.id)
    assert.ok(
      [...alerts.values()].every((count) => count === 1),
      JSON.stringify([...alerts]),
    )
  }
})

const sorted = (map: ReadonlyMap<string, unknown>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1))
