import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import type { CreateEndpointRequest } from '@plinth/proto/webhooks/v1/endpoints.ts'
import { ReplaysServiceService } from '@plinth/proto/webhooks/v1/replays.ts'
import { eventually, make, type ReceivedRequest } from '@plinth/testkit'
import { deliveriesOf, emitWorkspaceUpdated, type Harness, newEndpoint, startHarness } from './harness.ts'

let harness: Harness
before(async () => {
  harness = await startHarness({ WEBHOOKS_RETRY_SCHEDULE_SECONDS: '0,3600' })
})
after(() => harness.stop())

async function created(context: CallContext, changes: Partial<CreateEndpointRequest>) {
  const { endpoint, secret } = await harness.endpoints.createEndpoint(newEndpoint(changes), { context })
  assert.ok(endpoint !== undefined)
  return { ...endpoint, secret }
}
const update = (context: CallContext, id: string, changes: object) =>
  harness.endpoints.updateEndpoint({ id, cleared: [], ...changes }, { context })
const emitInNamespace = ({ workspaceId }: CallContext, namespaceId: string) =>
  harness.database.transaction(async (tx) =>
    tx.emit({
      type: 'namespace.updated',
      workspaceId,
      namespaceId,
      objectId: namespaceId,
      objectType: 'namespace',
      attributes: {},
      consumers: ['webhooks'],
    }),
  )

describe('namespaces and channels of an endpoint', () => {
  it('are kept, shown, replaced and taken away', async () => {
    const context = make.context()
    const { id, ...endpoint } = await created(context, { namespaceIds: ['ns_1'], channels: ['eu', 'tenant:7'] })
    assert.deepEqual([endpoint.namespaceIds, endpoint.channels], [['ns_1'], ['eu', 'tenant:7']])
    const replaced = await update(context, id, { namespaceIds: { values: ['ns_2', 'ns_3'] } })
    assert.deepEqual(
      [replaced.endpoint?.namespaceIds, replaced.endpoint?.channels],
      [
        ['ns_2', 'ns_3'],
        ['eu', 'tenant:7'],
      ],
    )
    await update(context, id, { namespaceIds: { values: [] }, channels: { values: [] } })
    const read = await harness.endpoints.getEndpoint({ id }, { context })
    assert.deepEqual([read.endpoint?.namespaceIds, read.endpoint?.channels], [[], []])
  })
  it('VALIDATION_ERROR for too many and for names that cannot be', async () => {
    const context = make.context()
    const wrong: Partial<CreateEndpointRequest>[] = [
      { namespaceIds: Array.from({ length: 51 }, (_, at) => `ns_${at}`) },
      { namespaceIds: [''] },
      { namespaceIds: ['ns 1'] },
      { channels: Array.from({ length: 21 }, (_, at) => `c${at}`) },
      { channels: [''] },
      { channels: ['x'.repeat(101)] },
    ]
    for (const fields of wrong) {
      await assert.rejects(created(context, fields), { code: 'VALIDATION_ERROR' }, JSON.stringify(fields))
    }
  })
  it('only the events of a named namespace are owed', async () => {
    const [receiver, context] = [await harness.receiver(), make.context()]
    const events = ['namespace.*']
    await created(context, { url: `${receiver.url}/all`, events })
    await created(context, { url: `${receiver.url}/one`, events, namespaceIds: ['ns_1'] })
    const { id } = await created(context, { url: `${receiver.url}/other`, events, namespaceIds: ['ns_2'] })
    await emitInNamespace(context, 'ns_1')
    await eventually(() => assert.deepEqual(receiver.requests.map(({ path }) => path).sort(), ['/all', '/one']))
    assert.deepEqual(await deliveriesOf(harness, context, id), [])
  })
  it('NAMESPACE_ACCESS_DENIED for another namespace than the one the request acts in', async () => {
    const context = make.context({ namespaceId: 'ns_1' })
    const denied = { code: 'NAMESPACE_ACCESS_DENIED' }
    await assert.rejects(created(context, { namespaceIds: ['ns_1', 'ns_2'] }), denied)
    const { id } = await created(context, { namespaceIds: ['ns_1'] })
    await assert.rejects(update(context, id, { namespaceIds: { values: ['ns_2'] } }), denied)
    const { endpoints } = await harness.endpoints.listEndpoints({}, { context })
    assert.deepEqual(
      endpoints.map(({ namespaceIds }) => namespaceIds),
      [['ns_1']],
    )
  })
  it('an endpoint as the release before writes it takes every event, in full', async () => {
    const [receiver, context] = [await harness.receiver(), make.context()]
    const { id } = await created(context, { url: receiver.url, events: ['namespace.*'] })
    const old = `wh_old${id.slice('wh_old'.length)}`
    await harness.database.query({
      text: `WITH e AS (
          INSERT INTO endpoint (id, workspace_id, url, events, description, headers, is_active, retry_schedule_seconds, sealed_secret,
            disabled_reason)
          SELECT $2, workspace_id, url || '/old', events, description, headers, is_active, retry_schedule_seconds, sealed_secret,
            disabled_reason
          FROM endpoint WHERE id = $1
        )
        INSERT INTO endpoint_state (endpoint_id, workspace_id) VALUES ($2, $3)`,
      values: [id, old, context.workspaceId],
    })
    await emitInNamespace(context, 'ns_1')
    const received = await eventually(() => {
      const of = receiver.requests.find(({ path }) => path === '/old')
      assert.ok(of !== undefined)
      return of
    })
    assert.ok('data' in JSON.parse(received.body.toString()))
  })
})

const thinFields = ['created_at', 'id', 'namespace_id', 'type', 'workspace_id']

/** Both signatures are of the bytes that were sent. */
function assertSigned({ headers, body }: ReceivedRequest, eventId: string, secret: string): void {
  assert.equal(headers['x-webhook-signature'], `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`)
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const signed = createHmac('sha256', key).update(`${eventId}.${headers['webhook-timestamp']}.`).update(body)
  assert.equal(headers['webhook-signature'], `v1,${signed.digest('base64')}`)
}

describe('a thin payload', () => {
  it('has the event without data, is signed as it is sent, and may be read afterwards', async () => {
    const [receiver, context] = [await harness.receiver(), make.context()]
    const { id, secret } = await created(context, { url: receiver.url, payload: 'thin' })
    const eventId = await emitWorkspaceUpdated(harness.database, context)
    const [received] = await eventually(() => {
      assert.equal(receiver.requests.length, 1)
      return receiver.requests
    })
    assert.ok(received !== undefined)
    const { body } = received
    const { created_at, ...rest } = JSON.parse(body.toString())
    const { workspaceId } = context
    const stored = { text: 'SELECT created_at FROM event WHERE id = $1', values: [eventId] }
    const [event] = await harness.database.query<{ created_at: Date }>(stored)
    assert.equal(created_at, event?.created_at.toISOString())
    assert.deepEqual(rest, {
      id: eventId,
      type: 'workspace.updated',
      workspace_id: workspaceId,
      namespace_id: null,
    })
    assertSigned(received, eventId, secret)
    const delivery = await eventually(async () => {
      const [first] = await deliveriesOf(harness, context, id)
      assert.equal(first?.status, 'success')
      return first
    })
    const single = await harness.deliveries.getDelivery({ endpointId: id, id: delivery.id }, { context })
    assert.deepEqual(single.delivery?.payload, body)
  })
  it('is also that of a retry by hand and of a replay, signed as it is sent', async () => {
    const [receiver, context] = [await harness.receiver(), make.context()]
    receiver.answerWith(() => ({ status: receiver.requests.length < 2 ? 500 : 200 }))
    const { id, secret } = await created(context, { url: receiver.url, payload: 'thin', retryScheduleSeconds: [0] })
    const eventId = await emitWorkspaceUpdated(harness.database, context)
    const ended = (status: string) =>
      eventually(async () => {
        const [delivery] = await deliveriesOf(harness, context, id)
        assert.equal(delivery?.status, status)
        return delivery?.id ?? ''
      })
    await harness.deliveries.retryDelivery({ endpointId: id, id: await ended('failed') }, { context })
    await ended('success')
    const since = new Date(0)
    const replay = { endpointId: id, since, until: undefined, status: '', isDryRun: false }
    await harness.part.dial('webhooks', ReplaysServiceService).createReplay(replay, { context })
    await eventually(() => assert.equal(receiver.requests.length, 3))
    for (const request of receiver.requests) {
      assert.deepEqual(Object.keys(JSON.parse(request.body.toString())).sort(), thinFields)
      assertSigned(request, eventId, secret)
    }
  })
  it('is also that of the test', async () => {
    const [receiver, context] = [await harness.receiver(), make.context()]
    const { id } = await created(context, { url: receiver.url, payload: 'thin' })
    await harness.endpoints.testEndpoint({ id }, { context })
    const [received] = receiver.requests
    assert.deepEqual(Object.keys(JSON.parse(received?.body.toString() ?? '')).sort(), thinFields)
  })
  it('every attempt has the form that the endpoint asks for then', async () => {
    const [receiver, context] = [await harness.receiver(), make.context()]
    receiver.answerWith(() => ({ status: receiver.requests.length < 2 ? 500 : 200 }))
    const { id } = await created(context, { url: receiver.url })
    await emitWorkspaceUpdated(harness.database, context)
    const delivery = await eventually(async () => {
      const [first] = await deliveriesOf(harness, context, id)
      assert.equal(first?.status, 'retrying')
      return first
    })
    await update(context, id, { payload: 'thin' })
    await harness.deliveries.retryDelivery({ endpointId: id, id: delivery.id }, { context })
    await eventually(() => assert.equal(receiver.requests.length, 2))
    const [before, now] = receiver.requests
    assert.deepEqual(
      [before, now].map((request) => 'data' in JSON.parse(request?.body.toString() ?? '')),
      [true, false],
    )
    assert.equal(now?.headers['webhook-id'], before?.headers['webhook-id'])
  })
})
