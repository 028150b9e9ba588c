import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Queryable } from '@plinth/kit/db'
import { type CallContext, Role } from '@plinth/proto/common/v1/context.ts'
import type { CreateEndpointRequest, TestFilterRequest } from '@plinth/proto/webhooks/v1/endpoints.ts'
import { eventually, make } from '@plinth/testkit'
import { testFilter } from '../src/filters/verbs.ts'
import { deliveriesOf, emitOfWorkspace, type Harness, newEndpoint, startHarness } from './harness.ts'

let harness: Harness
before(async () => {
  harness = await startHarness()
})
after(() => harness.stop())

async function created(context: CallContext, changes: Partial<CreateEndpointRequest>) {
  const { endpoint } = await harness.endpoints.createEndpoint(newEndpoint(changes), { context })
  assert.ok(endpoint !== undefined)
  return endpoint
}
const update = (context: CallContext, id: string, changes: object) =>
  harness.endpoints.updateEndpoint({ id, cleared: [], ...changes }, { context })
const shown = async (context: CallContext, id: string) =>
  (await harness.endpoints.getEndpoint({ id }, { context })).endpoint?.filterJson
const attribute = (name: string, value: unknown) => JSON.stringify({ [`object.attributes.${name}`]: value })
const renamed = (context: CallContext, name: string) =>
  emitOfWorkspace(harness.database, context, 'workspace.updated', { name })

describe('the filter of an endpoint', () => {
  it('is kept, shown, replaced and taken away', async () => {
    const context = make.context()
    const { id, filterJson, version } = await created(context, { filterJson: '{"a":{"$gt":1.5}}' })
    assert.deepEqual([filterJson, version], ['{"a":{"$gt":1.5}}', 1])
    await update(context, id, { filterJson: '{"b":"é"}' })
    assert.equal(await shown(context, id), '{"b":"é"}')
    await update(context, id, { description: 'ours' })
    assert.equal(await shown(context, id), '{"b":"é"}')
    await update(context, id, { cleared: ['filter'] })
    assert.equal(await shown(context, id), '')
    await update(context, id, { filterJson: '{}' })
    assert.equal(await shown(context, id), '{}')
  })
  it('VALIDATION_ERROR by JSON pointers, and nothing is stored', async () => {
    const context = make.context()
    const refused = (err: { code: string; details: Record<string, string[]> }) => {
      assert.equal(err.code, 'VALIDATION_ERROR')
      assert.deepEqual(err.details, {
        '/filter/amount/$gte': ['The value must be a number or a string.'],
        '/filter/tags': ['A list is no condition. For one of several values write {"$in": […]}.'],
      })
      return true
    }
    const wrong = { filterJson: '{"amount":{"$gte":null},"tags":["x"]}' }
    await assert.rejects(created(context, wrong), refused)
    assert.deepEqual((await harness.endpoints.listEndpoints({}, { context })).endpoints, [])
    const { id } = await created(context, { filterJson: '{"a":1}' })
    await assert.rejects(update(context, id, { ...wrong, description: 'ours' }), refused)
    const { endpoint } = await harness.endpoints.getEndpoint({ id }, { context })
    assert.deepEqual([endpoint?.filterJson, endpoint?.description, endpoint?.version], ['{"a":1}', '', 1])
  })
  it('decides which events are owed, as it stands when the event is stored', async () => {
    const [receiver, context] = [await harness.receiver(), make.context()]
    const names = async () => {
      const bodies = receiver.requests.map(
        ({ path, body }) => `${path} ${JSON.parse(body.toString()).data.object.attributes.name}`,
      )
      return bodies.sort()
    }
    await created(context, { url: `${receiver.url}/all` })
    const { id } = await created(context, {
      url: `${receiver.url}/some`,
      filterJson: attribute('name', { $startsWith: 'A' }),
    })
    await renamed(context, 'Acme')
    await renamed(context, 'Beta')
    await eventually(async () => assert.deepEqual(await names(), ['/all Acme', '/all Beta', '/some Acme']))
    assert.equal((await deliveriesOf(harness, context, id)).length, 1)
    await update(context, id, { filterJson: attribute('name', { $in: ['Gamma'] }) })
    await renamed(context, 'Acme 2')
    await renamed(context, 'Gamma')
    await eventually(async () =>
      assert.deepEqual(await names(), [
        '/all Acme',
        '/all Acme 2',
        '/all Beta',
        '/all Gamma',
        '/some Acme',
        '/some Gamma',
      ]),
    )
    await update(context, id, { cleared: ['filter'] })
    await renamed(context, 'Acme 3')
    await eventually(async () => assert.ok((await names()).includes('/some Acme 3')))
  })
  it('that this release cannot read keeps no event back', async () => {
    const [receiver, context] = [await harness.receiver(), make.context()]
    const { id } = await created(context, { url: receiver.url, filterJson: '{"a":1}' })
    await harness.database.query({
      text: `UPDATE endpoint SET filter = '{"a": {"$later": 1}}', version = version + 1 WHERE id = $1`,
      values: [id],
    })
    await renamed(context, 'Acme')
    await eventually(() => assert.equal(receiver.requests.length, 1))
  })
})

describe('TestFilter', () => {
  const test = (context: CallContext, request: TestFilterRequest) => harness.endpoints.testFilter(request, { context })
  const filterJson = attribute('name', 'Acme')

  it('of given data', async () => {
    const dataJson = JSON.stringify({ object: { attributes: { name: 'Beta' } } })
    assert.deepEqual(await test(make.context(), { filterJson, dataJson }), {
      matches: false,
      because: ['"object.attributes.name" must be "Acme" but is "Beta".'],
    })
  })
  it('of a stored event, as it is delivered', async () => {
    const [receiver, context] = [await harness.receiver(), make.context()]
    await created(context, { url: receiver.url, filterJson })
    const eventId = await renamed(context, 'Acme')
    await eventually(() => assert.equal(receiver.requests.length, 1))
    assert.deepEqual(await test(context, { filterJson, eventId }), {
      matches: true,
      because: ['"object.attributes.name" must be "Acme" and is "Acme".'],
    })
  })
  it('of a stored event reads nothing of its deliveries', async () => {
    const context = make.context()
    const eventId = await renamed(context, 'Acme')
    await eventually(() => test(context, { filterJson, eventId }))
    const names: (string | undefined)[] = []
    const db: Queryable = {
      query: (statement) => {
        names.push(statement.name)
        return harness.database.query(statement)
      },
    }
    assert.equal((await testFilter(db, context, { filterJson, eventId })).matches, true)
    assert.deepEqual(names, ['event_find'])
  })
  it('RESOURCE_NOT_FOUND for an event that the caller may not read', async () => {
    const context = make.context()
    const invited = await emitOfWorkspace(harness.database, context, 'member.invited', { email: 'a@example.com' })
    await eventually(() => test(context, { filterJson, eventId: invited }))
    const member = { ...context, role: Role.ROLE_MEMBER }
    const inNamespace = { ...context, namespaceId: 'ns_1' }
    for (const other of [member, inNamespace, make.context()]) {
      await assert.rejects(test(other, { filterJson, eventId: invited }), { code: 'RESOURCE_NOT_FOUND' })
    }
  })
  it('VALIDATION_ERROR by JSON pointers, and without an event', async () => {
    const faults = {
      code: 'VALIDATION_ERROR',
      details: {
        '/filter/$gt': ['A comparison needs a property: write {"amount": {"$gte": 100}}, not {"$gte": 100}.'],
      },
    }
    await assert.rejects(test(make.context(), { filterJson: '{"$gt": 1}', dataJson: '{}' }), faults)
    await assert.rejects(test(make.context(), { filterJson }), { code: 'VALIDATION_ERROR' })
  })
  it('MISSING_WORKSPACE_CONTEXT without a workspace', async () => {
    await assert.rejects(test(make.context({ workspaceId: '' }), { filterJson, dataJson: '{}' }), {
      code: 'MISSING_WORKSPACE_CONTEXT',
    })
  })
})
