import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { eventually, make, type WebhookReceiver } from '@plinth/testkit'
import { deliveriesOf, emitWorkspaceUpdated, type Harness, newEndpoint, startHarness } from './harness.ts'

let harness: Harness
before(async () => {
  harness = await startHarness({ WEBHOOKS_RETRY_SCHEDULE_SECONDS: '0,3600' })
})
after(() => harness.stop())

async function scene(): Promise<{ receiver: WebhookReceiver; context: CallContext; id: string; secret: string }> {
  const [receiver, context] = [await harness.receiver(), make.context()]
  const { endpoint, secret } = await harness.endpoints.createEndpoint(newEndpoint({ url: receiver.url }), { context })
  return { receiver, context, id: endpoint?.id ?? '', secret }
}
const statuses = async (context: CallContext, id: string) =>
  (await deliveriesOf(harness, context, id)).map(({ status }) => status)
const setActive = (context: CallContext, id: string, isActive: boolean) =>
  harness.endpoints.updateEndpoint({ id, isActive, cleared: [] }, { context })

describe('an endpoint that is off', () => {
  it('holds what happens meanwhile and what waits for a retry, and sends it once it is on', async () => {
    const { receiver, context, id } = await scene()
    receiver.answerWith({ status: 500 })
    await emitWorkspaceUpdated(harness.database, context)
    await eventually(async () => assert.deepEqual(await statuses(context, id), ['retrying']))
    const { endpoint } = await setActive(context, id, false)
    assert.deepEqual([endpoint?.isActive, endpoint?.disabledReason], [false, 'by_request'])
    assert.ok(endpoint?.disabledAt !== undefined)
    await emitWorkspaceUpdated(harness.database, context)
    await eventually(async () => assert.deepEqual(await statuses(context, id), ['held', 'held']))
    assert.equal(receiver.requests.length, 1)
    receiver.answerWith({ status: 200 })
    const enabled = await harness.endpoints.enableEndpoint({ id }, { context })
    assert.deepEqual(
      [enabled.endpoint?.isActive, enabled.endpoint?.disabledAt, enabled.endpoint?.disabledReason],
      [true, undefined, ''],
    )
    await eventually(async () => assert.deepEqual(await statuses(context, id), ['success', 'success']))
    assert.equal(receiver.requests.length, 3)
  })
  it('holds, unlike one that was deleted, which cancels', async () => {
    const { receiver, context, id } = await scene()
    receiver.answerWith({ status: 500 })
    await emitWorkspaceUpdated(harness.database, context)
    await eventually(async () => assert.deepEqual(await statuses(context, id), ['retrying']))
    await harness.endpoints.deleteEndpoint({ id }, { context })
    const rows = await harness.database.query({
      text: `SELECT d.status, (SELECT count(*)::int FROM delivery_due u WHERE u.delivery_id = d.id) AS due FROM delivery d WHERE d.endpoint_id = $1`,
      values: [id],
    })
    assert.deepEqual(rows, [{ status: 'cancelled', due: 0 }])
  })
  it('can be tested all the same; the ping is logged and counts for nothing', async () => {
    const { receiver, context, id, secret } = await scene()
    await setActive(context, id, false)
    receiver.answerWith({ status: 418, body: 'teapot' })
    const answer = await harness.endpoints.testEndpoint({ id }, { context })
    assert.deepEqual([answer.success, answer.statusCode, answer.error], [false, 418, 'The endpoint answered 418.'])
    const [ping] = receiver.requests
    assert.ok(ping !== undefined)
    assert.equal(ping.headers['x-webhook-event'], 'ping')
    assert.equal(
      ping.headers['x-webhook-signature'],
      `sha256=${createHmac('sha256', secret).update(ping.body).digest('hex')}`,
    )
    const [logged] = await deliveriesOf(harness, context, id)
    assert.deepEqual(
      [logged?.eventType, logged?.status, logged?.statusCode, logged?.attempts],
      ['ping', 'failed', 418, 1],
    )
    const count = { text: 'SELECT FROM delivery_count WHERE workspace_id = $1', values: [context.workspaceId] }
    assert.deepEqual(await harness.database.query(count), [])
    const { endpoint } = await harness.endpoints.getEndpoint({ id }, { context })
    assert.equal(endpoint?.consecutiveFailures, 0)
  })
})

describe('a test with an Idempotency-Key', () => {
  it('sends one ping; the same key answers the same, and a twin is refused while it runs', async () => {
    const { receiver, context, id } = await scene()
    const { promise, resolve } = Promise.withResolvers<void>()
    receiver.answerWith({ status: 200, after: promise })
    const keyed = { context: { ...context, idempotency: make.idempotency() } }
    const first = harness.endpoints.testEndpoint({ id }, keyed)
    await eventually(() => assert.equal(receiver.requests.length, 1))
    await assert.rejects(harness.endpoints.testEndpoint({ id }, keyed), { code: 'IDEMPOTENCY_IN_PROGRESS' })
    resolve()
    const answer = await first
    assert.equal(answer.success, true)
    assert.deepEqual(await harness.endpoints.testEndpoint({ id }, keyed), answer)
    assert.equal(receiver.requests.length, 1)
  })
})

describe('a rotated secret', () => {
  it('signs together with the old one until the grace ends', async () => {
    const { receiver, context, id, secret } = await scene()
    const rotated = await harness.endpoints.rotateEndpointSecret({ id, gracePeriodHours: 1, secret: '' }, { context })
    assert.notEqual(rotated.secret, secret)
    const shownUntil = async () =>
      (await harness.endpoints.getEndpoint({ id }, { context })).endpoint?.previousSecretUntil?.getTime()
    const until = rotated.endpoint?.previousSecretUntil?.getTime() ?? 0
    assert.equal(until, (rotated.endpoint?.updatedAt?.getTime() ?? 0) + 3_600_000)
    assert.equal(await shownUntil(), until)
    await harness.endpoints.testEndpoint({ id }, { context })
    await harness.endpoints.rotateEndpointSecret({ id, gracePeriodHours: 0, secret: 'sixteen characters' }, { context })
    assert.equal(await shownUntil(), undefined)
    await harness.endpoints.testEndpoint({ id }, { context })
    const [during, afterwards] = receiver.requests
    assert.ok(during !== undefined && afterwards !== undefined)
    const body = (key: string, request: typeof during) =>
      `sha256=${createHmac('sha256', key).update(request.body).digest('hex')}`
    assert.equal(String(during.headers['webhook-signature']).split(' ').length, 2)
    assert.equal(during.headers['x-webhook-signature'], body(secret, during))
    assert.equal(String(afterwards.headers['webhook-signature']).split(' ').length, 1)
    assert.equal(afterwards.headers['x-webhook-signature'], body('sixteen characters', afterwards))
  })

  it('is not rotated again until the grace has ended, or without any: the old one signs as long as was announced', async () => {
    const { receiver, context, id, secret } = await scene()
    const rotate = (gracePeriodHours: number) =>
      harness.endpoints.rotateEndpointSecret({ id, gracePeriodHours, secret: '' }, { context })
    const first = await rotate(24)
    await assert.rejects(rotate(24), { code: 'STATE_CONFLICT', message: /Rotate it after that time; or send/ })
    const { endpoint } = await harness.endpoints.getEndpoint({ id }, { context })
    assert.deepEqual(endpoint, first.endpoint)
    await harness.endpoints.testEndpoint({ id }, { context })
    const [request] = receiver.requests
    assert.ok(request !== undefined)
    const signed = createHmac('sha256', secret).update(request.body).digest('hex')
    assert.equal(request.headers['x-webhook-signature'], `sha256=${signed}`)
    await harness.database.query({
      text: 'UPDATE endpoint SET previous_secret_until = plinth_now() WHERE id = $1',
      values: [id],
    })
    const second = await rotate(24)
    const third = await rotate(0)
    assert.equal(new Set([secret, first.secret, second.secret, third.secret]).size, 4)
    assert.equal(third.endpoint?.previousSecretUntil, undefined)
    assert.notEqual((await rotate(1)).endpoint?.previousSecretUntil, undefined)
  })
})
