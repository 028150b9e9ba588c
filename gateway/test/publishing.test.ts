import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { decodeError } from '@plinth/kit/errors'
import {
  type CheckPlansRequest,
  EntitlementsServiceService as Entitlements,
} from '@plinth/proto/tenancy/v1/entitlements.ts'
import {
  type PublishEventRequest,
  type PublishEventsRequest,
  PublishingServiceService as Publishing,
} from '@plinth/proto/webhooks/v1/publishing.ts'
import { assertError } from './every-operation.contract.ts'
import type { AskOptions } from './mesh/ask.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

describe('publishing', () => {
  let mesh: Mesh
  let key: string
  let operatorKey: string
  before(async () => {
    mesh = await startMesh()
    key = mesh.key({ scopes: ['write:events'] })
    operatorKey = mesh.operatorKey({ scopes: ['write:events'] })
  })
  after(() => mesh.stop())

  const publish = (body: unknown, options: AskOptions = {}) =>
    mesh.ask('POST', '/api/v1/events', { key, body, ...options })
  const publishBatch = (body: unknown, options: AskOptions = {}) =>
    mesh.ask('POST', '/api/v1/events/batch', { key, body, ...options })
  const asked = () => (mesh.script.last(Publishing.publishEvent).request as PublishEventRequest).event
  const askedMany = () => (mesh.script.last(Publishing.publishEvents).request as PublishEventsRequest).events
  const inWorkspace = (id: string) => ({ headers: { 'x-workspace-id': id } })

  it('hands on the data byte for byte, and the rest as it was named', async () => {
    const data = '{ "n": 12345678901234567890.10, "b":1,"a":"\\u00e9" }'
    const rest = '"event_id":"e 1","channels":["eu"],"ordering_key":"k","occurred_at":"2026-01-31T13:00:00+01:00"'
    const answer = await publish(`{"data":1,"type":"invoice.paid","data" : ${data},${rest}}`)
    assert.equal(answer.status, 202, answer.text)
    assert.equal(answer.json.data['type'], 'invoice.paid')
    const event = asked()
    assert.equal(event?.data.toString(), data)
    assert.deepEqual(
      { ...event, data: undefined, refusal: undefined },
      {
        ...{ type: 'invoice.paid', data: undefined, refusal: undefined, eventId: 'e 1', workspaceId: 'wks_home' },
        ...{ namespaceId: '', channels: ['eu'], orderingKey: 'k', occurredAt: new Date('2026-01-31T12:00:00Z') },
        ...{ monthlyLimit: undefined, feature: '', isFeatureIncluded: false },
      },
    )
  })

  it('422 for a number of the data that schemas and filters read as another than its receiver', async () => {
    const event = '{"type":"a.b","data":{"n":[1e999]}}'
    const one = await publish(event)
    assert.deepEqual([one.status, Object.keys(one.json.error?.details ?? {})], [422, ['data.n.0']])
  })

  it('422 for data in which an object has a name twice, of a batch for that event alone', async () => {
    const event = '{"type":"a.b","data":{"amount":-5,"amount":5}}'
    const details = { data: ['The data field has the name "amount" twice in one object.'] }
    const one = await publish(event)
    assert.deepEqual([one.status, one.json.error?.details], [422, details])
    const many = await publishBatch(`{"events":[{"type":"a.b","data":{}},${event}]}`)
    assert.equal(many.status, 202, many.text)
    const results = many.json.data as unknown as { error?: { details?: object } }[]
    assert.deepEqual(
      results.map(({ error }) => error?.details),
      [undefined, details],
    )
  })

  it('refuses each event of a batch that cannot be kept, and accepts the others', async () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
    const values = ['[1e999]', '"\\ud800"', '"\\u0000"', '{"__proto__":1}', deep]
    const events = values.map((value) => `{"type":"a.b","data":{"n":${value}}}`)
    const answer = await publishBatch(`{"events":[{"type":"a.b","data":{}},${events},{"type":"a.c","data":{}}]}`)
    assert.equal(answer.status, 202, answer.text)
    assert.deepEqual(answer.json.meta, { accepted: 2, duplicates: 0, failed: 5 })
    const results = answer.json.data as unknown as { error?: { code: string; details?: object } }[]
    assert.deepEqual(
      results.map(({ error }) => error && [error.code, ...Object.keys(error.details ?? {})]),
      [
        undefined,
        ['VALIDATION_ERROR', 'data.n.0'],
        ['VALIDATION_ERROR', 'data.n'],
        ['VALIDATION_ERROR', 'data.n'],
        ['VALIDATION_ERROR', 'data.n'],
        ['INVALID_FORMAT'],
        undefined,
      ],
    )
    const outside = await publishBatch('{"events":[{"type":"a.b","data":{}}],"more":"\\u0000"}')
    assert.deepEqual([outside.status, Object.keys(outside.json.error?.details ?? {})], [422, ['more']])
  })

  it('of a batch hands on the data of each, and keeps the place of one that is refused here', async () => {
    const first = '{"type":"a.b","data":{"n" : 1.10}}'
    const answer = await publishBatch(`{"events" : [ ${first} ,{"type":"a.b"}, 7,{"data":{ },"type":"a.c"}]}`)
    assert.equal(answer.status, 202, answer.text)
    assert.deepEqual(
      askedMany().map(({ data, refusal }) => (refusal.length > 0 ? decodeError(refusal).code : data.toString())),
      ['{"n" : 1.10}', 'VALIDATION_ERROR', 'VALIDATION_ERROR', '{ }'],
    )
    const { data, meta } = answer.json
    const results = data as unknown as { index: number; id?: string; error?: { code: string; details: object } }[]
    assert.deepEqual(meta, { accepted: 2, duplicates: 0, failed: 2 })
    assert.deepEqual(results[0], { index: 0, id: 'evt_2' })
    assert.deepEqual(results[1]?.error?.details, { data: ['The data field must be an object.'] })
  })

  it('is refused for a body that is no event, field by field, and for too many events', async () => {
    const wrong = { type: '', data: [], event_id: 'é', channels: [''], more: 1 }
    const answer = await publish(wrong)
    assertError(answer, 422, 'VALIDATION_ERROR')
    assert.deepEqual(Object.keys(answer.json.error.details ?? {}).sort(), [
      'channels.0',
      'data',
      'event_id',
      'more',
      'type',
    ])
    const events = Array.from({ length: 101 }, () => ({ type: 'a.b', data: {} }))
    assertError(await publishBatch({ events }), 422, 'BATCH_TOO_LARGE')
    assertError(await publishBatch({ events: [] }), 422, 'VALIDATION_ERROR')
    const large = { type: 'a.b', data: { text: 'x'.repeat(1_048_576) } }
    assertError(await publish(large), 413, 'PAYLOAD_TOO_LARGE')
  })

  it('needs the scope write:events, and a workspace that is there and active', async () => {
    const event = { type: 'a.b', data: {} }
    assertError(
      await publish(event, { key: mesh.key({ scopes: ['write:webhooks'] }) }),
      403,
      'INSUFFICIENT_PERMISSIONS',
    )
    assertError(await publish(event, { key: operatorKey }), 400, 'MISSING_WORKSPACE_CONTEXT')
    const toMissing = { key: operatorKey, ...inWorkspace('wks_missing') }
    assertError(await publish(event, toMissing), 404, 'RESOURCE_NOT_FOUND')
    const toSuspended = { key: operatorKey, ...inWorkspace('wks_suspended') }
    assertError(await publish(event, toSuspended), 403, 'WORKSPACE_SUSPENDED')
    assert.equal((await publish(event, { key: operatorKey, ...inWorkspace('wks_foreign') })).status, 202)
    assert.equal(asked()?.workspaceId, 'wks_foreign')
  })

  it('of a batch goes to the workspaces that an operator names, and of another caller to its own alone', async () => {
    const events = ['wks_home', 'wks_foreign', 'wks_missing', 'wks_suspended', undefined].map((workspace_id) => ({
      ...{ type: 'a.b', data: {}, workspace_id },
    }))
    const codes = () =>
      askedMany().map(({ workspaceId, refusal }) => (refusal.length > 0 ? decodeError(refusal).code : workspaceId))
    await publishBatch({ events }, { key: operatorKey })
    const refused = ['RESOURCE_NOT_FOUND', 'WORKSPACE_SUSPENDED', 'MISSING_WORKSPACE_CONTEXT']
    assert.deepEqual(codes(), ['wks_home', 'wks_foreign', ...refused])
    await publishBatch({ events: events.slice(0, 2) })
    assert.deepEqual(codes(), ['wks_home', 'CONTEXT_CONFLICT'])
  })

  it('takes the namespace of the event, or that of the request, which must not differ', async () => {
    const event = { type: 'a.b', data: {} }
    await publish({ ...event, namespace_id: 'ns_1' })
    assert.equal(asked()?.namespaceId, 'ns_1')
    const headers = { 'x-namespace-id': 'ns_1' }
    await publish(event, { headers })
    assert.equal(asked()?.namespaceId, 'ns_1')
    assertError(await publish({ ...event, namespace_id: 'ns_2' }, { headers }), 400, 'CONTEXT_CONFLICT')
  })

  it('of a type with a feature says whether the plan has it; the type is learned once, other types cost no call', async () => {
    const said = () => [asked()?.feature, asked()?.isFeatureIncluded]
    const counts = () => [Publishing.publishEvent, Entitlements.checkPlans].map((method) => mesh.script.count(method))
    const [published = 0, checked = 0] = counts()
    const ready = { type: 'report.ready', data: {} }
    assert.equal((await publish(ready)).status, 202)
    assert.deepEqual(said(), ['storage', true])
    assert.deepEqual(counts(), [published + 2, checked + 1])
    assert.equal((await publish(ready)).status, 202)
    assert.deepEqual(counts(), [published + 3, checked + 1])
    assert.equal((await publish({ type: 'a.b', data: {} })).status, 202)
    assert.deepEqual(
      [said(), counts()],
      [
        ['', false],
        [published + 4, checked + 1],
      ],
    )
    const elsewhere = mesh.key({ workspaceId: 'wks_other', scopes: ['write:events'] })
    assert.equal((await publish(ready, { key: elsewhere })).status, 202)
    assert.deepEqual(
      [said(), counts()],
      [
        ['storage', false],
        [published + 5, checked + 2],
      ],
    )
  })

  it('of a batch asks of all its workspaces and features in one call', async () => {
    const fresh = await startMesh()
    const events = ['wks_home', 'wks_other', 'wks_foreign', 'wks_home', 'wks_missing'].flatMap((workspace_id) =>
      ['report.ready', 'seat.taken', 'a.b'].map((type) => ({ type, data: {}, workspace_id })),
    )
    const body = { events }
    const answer = await fresh.ask('POST', '/api/v1/events/batch', { key: fresh.operatorKey(), body })
    assert.equal(answer.status, 202, answer.text)
    assert.deepEqual(answer.json.meta, { accepted: 12, duplicates: 0, failed: 3 })
    const { request } = fresh.script.last(Entitlements.checkPlans)
    assert.equal(fresh.script.count(Entitlements.checkPlans), 1)
    assert.deepEqual(
      (request as CheckPlansRequest).questions.map(({ workspaceId, feature }) => `${workspaceId} ${feature}`).sort(),
      ['wks_foreign', 'wks_home', 'wks_other'].flatMap((id) => [`${id} seats`, `${id} storage`]),
    )
    const { events: sent } = fresh.script.last(Publishing.publishEvents).request as PublishEventsRequest
    const owed = sent.filter(({ refusal, feature, isFeatureIncluded }) => {
      return refusal.length === 0 && (feature === '' || isFeatureIncluded)
    })
    assert.deepEqual(
      owed.map(({ workspaceId, type }) => `${workspaceId} ${type}`),
      [
        ...['wks_home report.ready', 'wks_home a.b', 'wks_other a.b', 'wks_foreign a.b'],
        ...['wks_home report.ready', 'wks_home a.b'],
      ],
    )
    await fresh.stop()
  })

  it('of a batch costs its number of events of the hour', async () => {
    const own = mesh.key({ workspaceId: 'wks_other', rateLimitTier: 'pro' })
    const remaining = async (body: object) => {
      const { headers } = await publishBatch(body, { key: own })
      return Number(headers.get('x-ratelimit-remaining'))
    }
    const one = await remaining({ events: [{ type: 'a.b', data: {} }] })
    const ten = await remaining({ events: Array.from({ length: 10 }, () => ({ type: 'a.b', data: {} })) })
    assert.equal(one - ten, 10)
  })

  it('of a batch is counted before it is parsed: more than 100 are refused, whatever follows', async () => {
    const { status, json } = await publishBatch(`{"events":[${'{"type":"a.b"},'.repeat(101)}no JSON`)
    assert.deepEqual([status, json.error.code], [422, 'BATCH_TOO_LARGE'])
  })
})
