import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import { type Api, api } from '../../src/api.ts'
import { operatorCommand } from '../../src/operator-command.ts'
import { created, list, newTenant, type Tenant } from '../../src/tenant.ts'
import { topologies } from '../../src/topologies.ts'
import type { Topology } from '../../src/topology.ts'

const reports = { code: 'reports', name: 'Reports', type: 'boolean' }
const withReports = { code: 'reporting', name: 'Reporting', is_base: true, features: [{ code: 'reports' }] }
const plain = { code: 'plain', name: 'Plain', is_base: true, features: [] }
const catalog = { features: [reports], packages: [withReports, plain] }
const paid = { name: 'invoice.paid', description: 'An invoice was paid.' }
const ready = { name: 'report.ready', description: 'A report is ready.', feature: 'reports' }

for (const { name, start } of topologies) {
  describe(`event types of a plan, ${name}`, () => {
    let plinth: Topology
    let operator: Api
    let receiver: WebhookReceiver
    let tenant: Tenant
    let other: Tenant
    before(async () => {
      plinth = await start()
      operator = api(plinth.url, plinth.operatorKey)
      receiver = await webhookReceiver()
      ;[tenant, other] = await Promise.all([newTenant(plinth), newTenant(plinth)])
    })
    after(async () => {
      await plinth?.stop()
      await receiver?.close()
    })
    const { command, put } = operatorCommand('event-types', () => plinth)
    const namesOf = async (by: Api) => {
      const types = list(await by.get('/event-types?per_page=100'))
      return types.filter((type) => type['origin'] === 'product').map((type) => type['name'])
    }
    const received = () => receiver.requests.map(({ body }) => JSON.parse(body.toString()).data.n)
    let published = 0
    const publish = async (type: string) => {
      const answer = await tenant.api.post('/events', { type, data: { n: ++published } })
      assert.equal(answer.status, 202, answer.text)
    }
    /** The plan of the tenant from now on, which gateways follow within 2 s. */
    const plan = async (code: string, names: readonly string[]) => {
      created(await operator.post(`/workspaces/${tenant.workspace.id}/packages`, { package: code }))
      await eventually(async () => assert.deepEqual(await namesOf(tenant.api), names), { everyMs: 250 })
    }

    for (const [path, bodies] of [
      ['/catalog', [catalog, { ...catalog, packages: [withReports] }]],
      ['/event-types', [{ event_types: [paid] }, { event_types: [] }]],
    ] as const) {
      it(`are changed with the ETag that was read, each once: ${path}`, async () => {
        const tagNow = async () => (await operator.get(path)).headers.get('etag') ?? ''
        const change = async (at: number, ifMatch: string) =>
          (await operator.put(path, bodies[at % 2] ?? {}, { ifMatch })).status
        // The version of the first change is of a fresh database, that of the next of a changed one.
        for (const at of [0, 1]) {
          const tag = await tagNow()
          assert.deepEqual([await change(at, tag), await change(at + 1, tag)], [200, 412])
        }
      })
    }

    it('name a feature of the catalogue, and are exported with it; one that is unknown is refused', async () => {
      assert.equal((await operator.put('/catalog', catalog)).status, 200)
      await put('unknown.json', { event_types: [paid, { ...ready, feature: 'sso' }] })
      const refused = await command(['apply', 'unknown.json'])
      assert.equal(refused.code, 1)
      assert.match(
        refused.output,
        /^plinth: event_types\.1\.feature: The feature sso does not exist\. Add it to the catalogue first\.$/m,
      )
      await put('event-types.json', { event_types: [paid, ready] })
      assert.equal((await command(['apply', 'event-types.json'])).stdout, '+ invoice.paid\n+ report.ready\n')
      const { stdout } = await command(['export'])
      assert.deepEqual(JSON.parse(stdout), { event_types: [paid, ready] })
      await put('event-types.json', { event_types: [paid, { ...ready, feature: undefined }] })
      const looked = await command(['apply', 'event-types.json', '--dry-run'])
      assert.equal(looked.stdout, '~ report.ready\n', looked.output)
    })

    it('are listed and sent where the plan has the feature; where it does not, the event is stored alone', async () => {
      created(await tenant.api.post('/webhooks', { url: receiver.url, events: ['*'] }))
      assert.deepEqual(
        [await namesOf(operator), await namesOf(tenant.api)],
        [['invoice.paid', 'report.ready'], [paid.name]],
      )
      created(await tenant.api.post('/webhooks', { url: receiver.url, events: ['report.ready'], is_active: false }))
      await publish('report.ready')
      await plan('reporting', ['invoice.paid', 'report.ready'])
      await publish('report.ready')
      await plan('plain', ['invoice.paid'])
      await publish('report.ready')
      await publish('invoice.paid')
      await eventually(() =>
        assert.deepEqual(
          received()
            .filter((n) => n !== undefined)
            .toSorted(),
          [2, 4],
        ),
      )
      const stored = list(await tenant.api.get('/events?type=report.*'))
      assert.equal(stored.length, 3)
      const deliveries = await Promise.all(
        stored.map(async ({ id }) => Object(await tenant.api.get(`/events/${id}`)).json.data.deliveries.length),
      )
      assert.deepEqual(deliveries, [0, 2, 0])
    })

    it('of a batch of many workspaces go to those that have the feature', async () => {
      await plan('reporting', ['invoice.paid', 'report.ready'])
      const before = receiver.requests.length
      created(await other.api.post('/webhooks', { url: receiver.url, events: ['*'] }))
      const events = [tenant, other].flatMap(({ workspace }, at) =>
        ['report.ready', 'invoice.paid'].map((type) => ({
          type,
          data: { n: `${at} ${type}` },
          workspace_id: workspace.id,
        })),
      )
      const answer = await operator.post('/events/batch', { events })
      assert.deepEqual(Object(answer.json).meta, { accepted: 4, duplicates: 0, failed: 0 })
      await eventually(() => {
        const sent = received()
          .slice(before)
          .filter((n) => n !== undefined)
        assert.deepEqual(sent.toSorted(), ['0 invoice.paid', '0 report.ready', '1 invoice.paid'])
      })
    })

    it('whose feature left the catalogue are owed to no workspace, and say so when they are applied again', async () => {
      const without = { features: [], packages: [{ ...withReports, features: [] }, plain] }
      assert.equal((await operator.put('/catalog', without)).status, 200)
      await eventually(async () => assert.deepEqual(await namesOf(tenant.api), ['invoice.paid']), { everyMs: 250 })
      const event = { type: 'report.ready', data: {}, event_id: 'after' }
      assert.equal((await tenant.api.post('/events', event)).status, 202)
      const [stored] = list(await tenant.api.get('/events?event_id=after'))
      assert.deepEqual(Object(await tenant.api.get(`/events/${stored?.id}`)).json.data.deliveries, [])
      const again = await operator.put('/event-types', { event_types: [paid, ready] })
      assert.equal(again.status, 422, again.text)
    })
  })
}
