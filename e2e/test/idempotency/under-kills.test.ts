import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import {
  type DedicatedServer,
  dedicatedServer,
  eventually,
  type WebhookReceiver,
  webhookReceiver,
} from '@plinth/testkit'
import { Customer } from '../../src/kills/customer.ts'
import { countEvents, countNamed, outboxIds, workspaceVersion } from '../../src/kills/evidence.ts'
import { killing } from '../../src/kills/killing.ts'
import { type Mesh, startMesh } from '../../src/mesh.ts'
import { seeded } from '../../src/random.ts'
import { created } from '../../src/tenant.ts'
import { unlimitedTenant } from '../../src/valid-calls.ts'
import { header } from '../../src/verify-signature.ts'

const killsWanted = Number(process.env['KILLS'] ?? 20)
const customersCount = 4
const victims = ['identity', 'tenancy', 'webhooks', 'gateway', 'postgres'] as const

describe(`random calls, ${killsWanted} kills, retries with the same key`, () => {
  let mesh: Mesh
  let postgres: DedicatedServer
  let receiver: WebhookReceiver
  before(async () => {
    receiver = await webhookReceiver()
    postgres = await dedicatedServer('postgres')
    mesh = await startMesh({ postgres, env: { IDENTITY_ACTIVE_KEYS_MAX: '10000' } })
  })
  after(async () => {
    await mesh?.stop()
    await postgres?.stop()
    await receiver?.close()
  })

  it('leave one effect, one event and one answer each', { timeout: 120_000 + killsWanted * 20_000 }, async (t) => {
    const random = seeded()
    t.diagnostic(`SEED=${random.seed}`)
    const customers = await Promise.all(
      Array.from({ length: customersCount }, async (_, at) => {
        const tenant = await unlimitedTenant(mesh)
        created(await tenant.api.post('/webhooks', { url: receiver.url, events: ['workspace.updated'] }))
        return new Customer(mesh.url, tenant, seeded(random.seed + at + 1))
      }),
    )
    const run = { isOver: false }
    const work = customers.map(async (customer) => {
      while (!run.isOver) await customer.change()
    })
    const harm = killing({ mesh, postgres, random, victims, kills: killsWanted, pauseMsMax: 400, run })
    const [kills] = await Promise.all([harm, ...work]).finally(() => {
      run.isOver = true
    })

    const events = async () => assert.deepEqual(await outboxIds(mesh.databases, { isUnknown: true }), [])
    await eventually(events, { timeoutMs: 60_000 })
    for (const customer of customers) await examine(customer)
    await eventually(() => examineDeliveries(customers), { timeoutMs: 60_000 })
    // A confirmation that a kill took away comes again once JetStream no longer swallows the repeat (2 min).
    if (killsWanted >= 100) {
      await eventually(async () => assert.deepEqual(await outboxIds(mesh.databases), []), { timeoutMs: 240_000 })
    }
    const tally = customers.map((customer) => customer.tally)
    const sum = (count: keyof (typeof tally)[number]) => tally.reduce((all, one) => all + one[count], 0)
    t.diagnostic(
      `${JSON.stringify(kills)} kills; ${sum('operations')} operations in ${sum('attempts')} attempts, ${sum('twins')} twins, ${sum('replays')} replays`,
    )
  })

  async function examine(customer: Customer): Promise<void> {
    const { tenant, rows } = customer
    for (const table of ['workspace', 'api_key', 'endpoint'] as const) {
      const wanted = [...rows]
        .filter(([, row]) => row.table === table)
        .map(([name, { count }]) => [name, count] as const)
      const found = await countNamed(
        mesh.databases,
        table,
        wanted.map(([name]) => name),
      )
      assert.deepEqual(found, Object.fromEntries(wanted.filter(([, count]) => count > 0)))
    }
    assert.equal(await workspaceVersion(mesh.databases, tenant.workspace.id), customer.workspaceVersion)
    const expected: Record<string, number> = {}
    for (const { type, objectId } of customer.effects) {
      expected[`${type} ${objectId}`] = (expected[`${type} ${objectId}`] ?? 0) + 1
    }
    // A user belongs to every workspace made on the way; counted is the event in the one from the start.
    assert.deepEqual(await countEvents(mesh.databases, tenant, Object.keys(expected)), expected)
  }

  // Deliveries come at least once: counted are the events that arrived.
  function examineDeliveries(customers: readonly Customer[]): void {
    const arrived = new Set(receiver.requests.map(({ headers }) => header(headers, 'webhook-id')))
    const renames = customers.reduce((sum, { workspaceVersion }) => sum + workspaceVersion - 1, 0)
    assert.equal(arrived.size, renames)
  }
})
