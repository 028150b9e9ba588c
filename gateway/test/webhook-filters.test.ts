import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { EndpointsServiceService as Endpoints } from '@plinth/proto/webhooks/v1/endpoints.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

describe('the filter of a webhook', () => {
  let mesh: Mesh
  let key: string
  before(async () => {
    mesh = await startMesh()
    key = mesh.key()
  })
  after(() => mesh.stop())
  const url = 'https://example.com/in'
  const create = (body: object) => mesh.ask('POST', '/api/v1/webhooks', { key, body: { url, events: ['*'], ...body } })
  const update = (body: object) => mesh.ask('PATCH', '/api/v1/webhooks/wh_1', { key, body })
  const test = (body: object) => mesh.ask('POST', '/api/v1/webhooks/filters/test', { key, body })

  it('travels as JSON, and is shown', async () => {
    const { status, json } = await create({ filter: { constructor: 1, 'a.b': { $in: ['é'] } }, channels: null })
    assert.equal(status, 201)
    const { request } = mesh.script.last(Endpoints.createEndpoint)
    assert.partialDeepStrictEqual(request, {
      url,
      namespaceIds: [],
      channels: [],
      filterJson: '{"constructor":1,"a.b":{"$in":["é"]}}',
      payload: '',
    })
    assert.deepEqual(json.data.filter, { amount: { $gte: 100 } })
  })
  it('null takes it away; a PATCH without it leaves it', async () => {
    const changes = async (body: object) => {
      assert.equal((await update(body)).status, 200)
      return mesh.script.last(Endpoints.updateEndpoint).request
    }
    const unchanged = {
      filterJson: undefined,
      namespaceIds: undefined,
      channels: undefined,
      payload: undefined,
    }
    assert.partialDeepStrictEqual(await changes({ filter: null }), { ...unchanged, cleared: ['filter'] })
    assert.partialDeepStrictEqual(await changes({ events: ['*'] }), {
      ...unchanged,
      events: { values: ['*'] },
      cleared: [],
    })
    assert.partialDeepStrictEqual(
      await changes({ filter: {}, payload: 'thin', namespace_ids: null, channels: ['eu'] }),
      {
        filterJson: '{}',
        namespaceIds: { values: [] },
        channels: { values: ['eu'] },
        payload: 'thin',
        cleared: [],
      },
    )
  })
  it('422 for a number that would become null, and so match another event', async () => {
    const refusedAt = async (method: 'POST' | 'PATCH', path: string, body: string) => {
      const { status, json } = await mesh.ask(method, `/api/v1/webhooks${path}`, { key, body })
      return [status, ...Object.keys(json.error?.details ?? {})]
    }
    const hook = `{"url":"${url}","events":["*"],"filter":{"a":1e999}}`
    assert.deepEqual(await refusedAt('POST', '', hook), [422, 'filter.a'])
    assert.deepEqual(await refusedAt('PATCH', '/wh_1', '{"filter":{"a":{"$in":[-1e999]}}}'), [422, 'filter.a.$in.0'])
    assert.deepEqual(await refusedAt('POST', '/batch', `{"operations":[{"action":"create","data":${hook}}]}`), [
      422,
      'operations.0.data.filter.a',
    ])
    const event = '{"data":{"a":1e999}}'
    assert.deepEqual(await refusedAt('POST', '/filters/test', `{"filter":{"a":{"$gt":1}},"event":${event}}`), [
      422,
      'event.data.a',
    ])
  })
  it('422 unless it is an object of at most 50 entries', async () => {
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`f${at}`, at]))
    for (const filter of [[], 'x', 5, many]) {
      const { status, json } = await create({ filter })
      assert.deepEqual([status, Object.keys(json.error.details ?? {})], [422, ['filter']], JSON.stringify(filter))
    }
  })
  it('is tested on an event or on the id of one, and not on both', async () => {
    const [filter, event] = [{ a: 1 }, { data: { a: 2 }, type: 'x' }]
    assert.deepEqual((await test({ filter, event })).json, { matches: true, because: ['"amount" must be 1 and is 1.'] })
    const { request } = mesh.script.last(Endpoints.testFilter)
    assert.deepEqual(request, { filterJson: '{"a":1}', dataJson: '{"a":2}', eventId: undefined })
    assert.equal((await test({ filter, event_id: 'evt_1' })).status, 200)
    for (const body of [{ filter }, { filter, event, event_id: 'evt_1' }, { event }]) {
      assert.equal((await test(body)).status, 422, JSON.stringify(body))
    }
  })
})
