import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { eventually, make } from '@plinth/testkit'
import { deliveriesOf, emitWorkspaceUpdated, type Harness, newEndpoint, startHarness } from './harness.ts'

let harness: Harness
before(async () => {
  harness = await startHarness({ WEBHOOKS_RETRY_SCHEDULE_SECONDS: '0,0,0' })
})
after(() => harness.stop())

describe('an event', () => {
  it('arrives once, signed both ways, and leaves nothing to do', async () => {
    const receiver = await harness.receiver()
    const context = make.context()
    const request = newEndpoint({ url: `${receiver.url}/in?x=1`, headers: { 'X-Tenant': 'a' } })
    const { endpoint, secret } = await harness.endpoints.createEndpoint(request, { context })
    const id = endpoint?.id ?? ''
    const eventId = await emitWorkspaceUpdated(harness.database, context, 'Zoë')
    const delivery = await eventually(async () => {
      const [first, ...others] = await deliveriesOf(harness, context, id)
      assert.equal(first?.status, 'success')
      assert.equal(others.length, 0)
      return first
    })
    const [received, ...others] = receiver.requests
    assert.ok(received !== undefined && others.length === 0)
    const { headers, body } = received
    const timestamp = headers['webhook-timestamp']
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
    const standard = createHmac('sha256', key).update(`${eventId}.${timestamp}.`).update(body).digest('base64')
    assert.deepEqual(
      [received.method, received.path, headers['x-tenant'], headers['content-type']],
      ['POST', '/in?x=1', 'a', 'application/json'],
    )
    assert.equal(headers['x-webhook-signature'], `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`)
    assert.equal(headers['webhook-signature'], `v1,${standard}`)
    assert.deepEqual(
      [headers['webhook-id'], headers['x-webhook-id'], headers['x-webhook-delivery'], headers['x-webhook-attempt']],
      [eventId, eventId, delivery.id, '1'],
    )
    assert.deepEqual([headers['x-webhook-event'], headers['x-webhook-timestamp']], ['workspace.updated', timestamp])
    const { created_at, ...payload } = JSON.parse(body.toString())
    assert.ok(Math.abs(Date.parse(created_at) - Date.now()) < 60_000)
    assert.deepEqual(payload, {
      id: eventId,
      type: 'workspace.updated',
      workspace_id: context.workspaceId,
      namespace_id: null,
      data: {
        object: {
          id: context.workspaceId,
          type: 'workspace',
          attributes: { id: context.workspaceId, name: 'Zoë' },
        },
      },
    })
    assert.deepEqual(
      await harness.database.query({ text: 'SELECT * FROM delivery_due WHERE endpoint_id = $1', values: [id] }),
      [],
    )
    const single = await harness.deliveries.getDelivery({ endpointId: id, id: delivery.id }, { context })
    assert.deepEqual(
      single.delivery?.attemptsLog.map(({ number, trigger, outcome, statusCode }) => [
        number,
        trigger,
        outcome,
        statusCode,
      ]),
      [[1, 'schedule', 'ok', 200]],
    )
    assert.deepEqual(single.delivery?.payload, body)
    await eventually(async () => assert.deepEqual(await harness.database.query({ text: 'SELECT id FROM outbox' }), []))
  })

  it('goes to every endpoint that asked for it, and to no other workspace', async () => {
    const [receiver, context, stranger] = [await harness.receiver(), make.context(), make.context()]
    const create = (path: string, events: string[], who = context) =>
      harness.endpoints.createEndpoint(newEndpoint({ url: `${receiver.url}/${path}`, events }), { context: who })
    await create('all', ['*'])
    await create('exact', ['workspace.updated'])
    await create('wild', ['workspace.*', 'workspace.updated'])
    await create('other', ['member.added'])
    await create('stranger', ['*'], stranger)
    await emitWorkspaceUpdated(harness.database, context)
    const updated = () => receiver.requests.filter(({ headers }) => headers['x-webhook-event'] === 'workspace.updated')
    await eventually(() =>
      assert.deepEqual(
        updated()
          .map(({ path }) => path)
          .sort(),
        ['/all', '/exact', '/wild'],
      ),
    )
  })

  it('is tried again with the same bytes and id until it is taken', async () => {
    const [receiver, context] = [await harness.receiver(), make.context()]
    receiver.answerWith(() => ({ status: receiver.requests.length < 3 ? 500 : 200, body: 'sorry' }))
    const { endpoint } = await harness.endpoints.createEndpoint(newEndpoint({ url: receiver.url }), { context })
    const id = endpoint?.id ?? ''
    await emitWorkspaceUpdated(harness.database, context)
    const delivery = await eventually(async () => {
      const [first] = await deliveriesOf(harness, context, id)
      assert.equal(first?.status, 'success')
      return first
    })
    assert.deepEqual(
      receiver.requests.map(({ headers }) => headers['x-webhook-attempt']),
      ['1', '2', '3'],
    )
    assert.equal(
      new Set(receiver.requests.map(({ body, headers }) => `${headers['webhook-id']} ${body.toString('hex')}`)).size,
      1,
    )
    const single = await harness.deliveries.getDelivery({ endpointId: id, id: delivery.id }, { context })
    assert.deepEqual(
      single.delivery?.attemptsLog.map(({ outcome, statusCode, responseBody }) => [
        outcome,
        statusCode,
        responseBody.toString(),
      ]),
      [
        ['http', 500, 'sorry'],
        ['http', 500, 'sorry'],
        ['ok', 200, 'sorry'],
      ],
    )
    assert.deepEqual([delivery.attempts, delivery.statusCode], [3, 200])
  })

  it('ends failed when its schedule is used up, and may be tried once more by hand', async () => {
    const [receiver, context] = [await harness.receiver(), make.context()]
    receiver.answerWith({ status: 500 })
    const { endpoint } = await harness.endpoints.createEndpoint(newEndpoint({ url: receiver.url }), { context })
    const endpointId = endpoint?.id ?? ''
    await emitWorkspaceUpdated(harness.database, context)
    const statusIs = (status: string) =>
      eventually(async () => {
        const [first] = await deliveriesOf(harness, context, endpointId)
        assert.equal(first?.status, status)
        return first
      })
    const { id } = await statusIs('failed')
    assert.equal(receiver.requests.length, 3)
    await harness.deliveries.retryDelivery({ endpointId, id }, { context })
    await eventually(() => assert.equal(receiver.requests.length, 4))
    await statusIs('failed')
    receiver.answerWith({ status: 204 })
    await harness.deliveries.retryDelivery({ endpointId, id }, { context })
    await statusIs('success')
    assert.equal(receiver.requests.length, 5)
    await assert.rejects(harness.deliveries.retryDelivery({ endpointId, id }, { context }), { code: 'CANNOT_RETRY' })
    const [counts] = await harness.database.query({
      text: 'SELECT sum(accepted)::int AS accepted, sum(delivered)::int AS delivered, sum(failed)::int AS failed FROM delivery_count WHERE workspace_id = $1',
      values: [context.workspaceId],
    })
    assert.deepEqual(counts, { accepted: 1, delivered: 1, failed: 0 })
  })
})
