import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { dayAfter } from '@plinth/kit/days'
import { type CallContext, Role } from '@plinth/proto/common/v1/context.ts'
import { PollingServiceService } from '@plinth/proto/webhooks/v1/polling.ts'
import { StatsServiceService } from '@plinth/proto/webhooks/v1/stats.ts'
import { eventually, make } from '@plinth/testkit'
import { cancelBefore } from '../src/housekeeping/endings-store.ts'
import { dayOfId } from '../src/partitions/days.ts'
import { deliveriesOf, emitWorkspaceUpdated, type Harness, newEndpoint, startHarness } from './harness.ts'
import { pollingClock } from './polling-clock.ts'

let harness: Harness
before(async () => {
  harness = await startHarness()
})
after(() => harness.stop())

const polling = () => harness.part.dial('webhooks', PollingServiceService)
const stats = (context: CallContext) => harness.part.dial('webhooks', StatsServiceService).getStats({}, { context })
const pollingEndpoint = { kind: 'poll', url: '' }

async function endpoint(context: CallContext, changes = {}) {
  const input = newEndpoint({ ...pollingEndpoint, ...changes })
  const { endpoint } = await harness.endpoints.createEndpoint(input, { context })
  assert.ok(endpoint !== undefined)
  return endpoint.id
}
async function poll(context: CallContext, endpointId: string, changes = {}) {
  const request = { endpointId, limit: 100, waitSeconds: 0, leaseSeconds: 30, ...changes }
  return (await polling().pollEndpoint(request, { context, timeoutMs: 60_000 })).handOuts
}
const ack = (context: CallContext, endpointId: string, ids: string[]) =>
  polling().ackDeliveries({ endpointId, ids }, { context })
const nack = (context: CallContext, endpointId: string, ids: string[], delaySeconds = 0) =>
  polling().nackDeliveries({ endpointId, ids, delaySeconds }, { context })
const idsOf = (handOuts: { id: string }[]) => handOuts.map(({ id }) => id)
const { pass } = pollingClock(() => harness.database)

/** Emits events and resolves when that many deliveries are due to the endpoint. */
async function emit(context: CallContext, endpointId: string, count: number) {
  const before = (await deliveriesOf(harness, context, endpointId)).length
  for (let at = 0; at < count; at += 1) await emitWorkspaceUpdated(harness.database, context)
  await eventually(async () => assert.equal((await deliveriesOf(harness, context, endpointId)).length, before + count))
}

describe('a polling endpoint', () => {
  it('has no URL, and what is only for sending is refused', async () => {
    const context = make.context()
    const wrong = {
      url: 'https://203.0.114.1/',
      headers: { 'X-A': 'b' },
      retryScheduleSeconds: [0],
      rateLimit: { perSecond: 1 },
    }
    await assert.rejects(endpoint(context, wrong), (err: { code: string; details: object }) => {
      assert.equal(err.code, 'VALIDATION_ERROR')
      assert.deepEqual(Object.keys(err.details).sort(), ['headers', 'rate_limit', 'retry_schedule_seconds', 'url'])
      return true
    })
    await assert.rejects(harness.endpoints.createEndpoint(newEndpoint({ url: '' }), { context }), {
      details: { url: ['The url field is required.'] },
    })
    const id = await endpoint(context)
    const changed = harness.endpoints.updateEndpoint({ id, cleared: [], url: 'https://203.0.114.1/' }, { context })
    await assert.rejects(changed, { code: 'VALIDATION_ERROR' })
    await assert.rejects(harness.endpoints.testEndpoint({ id }, { context }), { code: 'STATE_CONFLICT' })
    const { endpoint: pushed } = await harness.endpoints.createEndpoint(newEndpoint(), { context })
    await assert.rejects(poll(context, pushed?.id ?? ''), { code: 'STATE_CONFLICT' })
    await assert.rejects(poll(context, 'wh_none'), { code: 'RESOURCE_NOT_FOUND' })
    await assert.rejects(poll(make.context(), id), { code: 'RESOURCE_NOT_FOUND' })
    await assert.rejects(poll({ ...context, role: Role.ROLE_MEMBER }, id), { code: 'INSUFFICIENT_PERMISSIONS' })
    await assert.rejects(poll(context, id, { limit: 0, waitSeconds: 21, leaseSeconds: 601 }), {
      details: {
        limit: ['The limit field must be 1 to 100.'],
        wait_seconds: ['The wait_seconds field must be 0 to 20.'],
        lease_seconds: ['The lease_seconds field must be 1 to 600.'],
      },
    })
  })

  it('hands out the body that would be sent, once within a lease; ack ends it as delivered, and again the same', async () => {
    const context = make.context()
    const id = await endpoint(context)
    await emit(context, id, 3)
    const first = await poll(context, id, { limit: 2 })
    const rest = await poll(context, id)
    assert.deepEqual([first.length, rest.length, (await poll(context, id)).length], [2, 1, 0])
    const { type, workspace_id } = JSON.parse(first[0]?.payload.toString() ?? '')
    assert.deepEqual([type, workspace_id, first[0]?.attempt], ['workspace.updated', context.workspaceId, 1])
    const ids = idsOf([...first, ...rest])
    const stranger = ['del_00000000000000000000000000.1', 'nonsense', `${first[0]?.deliveryId}.2`]
    assert.deepEqual(await ack(context, id, [...ids, ...ids, ...stranger]), { done: ids, expired: stranger })
    assert.deepEqual(await ack(context, id, ids), { done: ids, expired: [] })
    assert.deepEqual(await nack(context, id, ids), { done: [], expired: ids })
    const shown = await deliveriesOf(harness, context, id)
    assert.deepEqual(new Set(shown.map(({ status, attempts }) => `${status} ${attempts}`)), new Set(['success 1']))
    const { delivery } = await harness.deliveries.getDelivery(
      { endpointId: id, id: first[0]?.deliveryId ?? '' },
      { context },
    )
    assert.deepEqual(
      delivery?.attemptsLog.map(({ number, outcome, error }) => [number, outcome, error]),
      [[1, 'ok', '']],
    )
    assert.deepEqual(await stats(context), { accepted: 3, delivered: 3, pending: 0, held: 0, failed: 0, cancelled: 0 })
  })

  it('hands out again what was given back, after its delay, and what ran out, with the next attempt', async () => {
    const context = make.context()
    const id = await endpoint(context)
    await emit(context, id, 2)
    const [one, other] = await poll(context, id)
    assert.ok(one !== undefined && other !== undefined)
    assert.deepEqual(await nack(context, id, [one.id], 60), { done: [one.id], expired: [] })
    assert.deepEqual(await ack(context, id, [one.id]), { done: [], expired: [one.id] })
    assert.deepEqual(await poll(context, id), [])
    await pass(31)
    const again = await poll(context, id)
    assert.deepEqual(
      again.map(({ deliveryId, attempt }) => [deliveryId, attempt]),
      [[other.deliveryId, 2]],
    )
    // The first poller is late: another one has the delivery now.
    assert.deepEqual(await ack(context, id, [other.id]), { done: [], expired: [other.id] })
    assert.deepEqual(await nack(context, id, [other.id]), { done: [], expired: [other.id] })
    await pass(31)
    assert.deepEqual(idsOf(await poll(context, id)).sort(), [`${one.deliveryId}.2`, `${other.deliveryId}.3`].sort())
    const { delivery } = await harness.deliveries.getDelivery({ endpointId: id, id: other.deliveryId }, { context })
    assert.deepEqual(
      delivery?.attemptsLog.map(({ outcome, error }) => [outcome, error]),
      [
        ['unknown', 'The lease ran out.'],
        ['unknown', 'The lease ran out.'],
      ],
    )
  })

  it('takes a late ack while nobody else has the delivery', async () => {
    const context = make.context()
    const id = await endpoint(context)
    await emit(context, id, 1)
    const ids = idsOf(await poll(context, id, { leaseSeconds: 1 }))
    await pass(2)
    assert.deepEqual(await ack(context, id, ids), { done: ids, expired: [] })
    assert.deepEqual(await poll(context, id), [])
    // Retried by hand, it is a new one: the old id does not end it.
    const [delivery] = await deliveriesOf(harness, context, id)
    assert.equal(delivery?.status, 'success')
  })

  it('loses what is past retention, also from a poller that never acknowledges and has it leased at any time', async () => {
    const context = make.context()
    const id = await endpoint(context)
    await emit(context, id, 1)
    await poll(context, id)
    await pass(31)
    const [hand] = await poll(context, id)
    assert.ok(hand?.attempt === 2)
    await cancelBefore(harness.database, dayAfter(dayOfId(hand.deliveryId)), 0)
    assert.deepEqual(await ack(context, id, [hand.id]), { done: [], expired: [hand.id] })
    assert.deepEqual(await nack(context, id, [hand.id]), { done: [], expired: [hand.id] })
    await pass(31)
    assert.deepEqual(await poll(context, id), [])
    assert.deepEqual(await stats(context), { accepted: 1, delivered: 0, pending: 0, held: 0, failed: 0, cancelled: 1 })
  })

  it('has nothing while it is disabled, and all of it when it is enabled; deleted, it cancels', async () => {
    const context = make.context()
    const id = await endpoint(context)
    await emit(context, id, 2)
    const [leased] = await poll(context, id, { limit: 1 })
    const change = (isActive: boolean) => harness.endpoints.updateEndpoint({ id, cleared: [], isActive }, { context })
    await change(false)
    await emit(context, id, 1)
    assert.deepEqual(await poll(context, id), [])
    // Deliveries that are leased when the endpoint is disabled are held when their lease runs out.
    await pass(31)
    await eventually(async () => assert.equal((await stats(context)).held, 3))
    await change(true)
    const handed = await poll(context, id)
    assert.deepEqual([handed.length, handed.some(({ id: one }) => one === `${leased?.deliveryId}.2`)], [3, true])
    await harness.endpoints.deleteEndpoint({ id }, { context })
    await assert.rejects(ack(context, id, idsOf(handed)), { code: 'RESOURCE_NOT_FOUND' })
    await pass(31)
    await eventually(async () =>
      assert.deepEqual(await stats(context), {
        ...{ accepted: 3, delivered: 0, pending: 0, held: 0, failed: 0, cancelled: 3 },
      }),
    )
  })

  it('is never sent to by a dispatcher, also after it was enabled again', async () => {
    const context = make.context()
    const id = await endpoint(context, { isActive: false })
    await emit(context, id, 1)
    await harness.endpoints.enableEndpoint({ id }, { context })
    const [state] = await harness.database.query<{ turn: string; window_size: number }>({
      text: 'SELECT turn_at::text AS turn, window_size FROM endpoint_state WHERE endpoint_id = $1',
      values: [id],
    })
    assert.deepEqual(state, { turn: 'infinity', window_size: 10_000 })
    assert.equal((await poll(context, id)).length, 1)
  })
})

describe('a poll that waits', () => {
  it('ends with what becomes due', async () => {
    const context = make.context()
    const id = await endpoint(context)
    const waiting = poll(context, id, { waitSeconds: 20 })
    await emitWorkspaceUpdated(harness.database, context)
    assert.equal((await waiting).length, 1)
  })

  it('ends with what a nack gives back, and with nothing when its time is over', async () => {
    const context = make.context()
    const id = await endpoint(context)
    await emit(context, id, 1)
    const ids = idsOf(await poll(context, id))
    const waiting = poll(context, id, { waitSeconds: 20 })
    await nack(context, id, ids)
    assert.deepEqual(
      (await waiting).map(({ attempt }) => attempt),
      [2],
    )
    assert.deepEqual(await poll(context, id, { waitSeconds: 1 }), [])
  })

  it('is one of at most 20 of a workspace, and ends when the process stops', async () => {
    const own = await startHarness()
    const context = make.context()
    let waiting: Promise<{ handOuts: unknown[] }>[] = []
    try {
      const input = newEndpoint(pollingEndpoint)
      const { endpoint: made } = await own.endpoints.createEndpoint(input, { context })
      const request = { endpointId: made?.id ?? '', limit: 1, waitSeconds: 20, leaseSeconds: 30 }
      const ask = () =>
        own.part.dial('webhooks', PollingServiceService).pollEndpoint(request, { context, timeoutMs: 60_000 })
      const outcomes = Array.from({ length: 21 }, ask)
      const refused = await Promise.any(
        outcomes.map(async (one) =>
          one.then(
            () => Promise.reject(),
            (err) => err,
          ),
        ),
      )
      assert.deepEqual([refused.code, refused.details], ['RATE_LIMIT_EXCEEDED', { policy: ['polls'] }])
      waiting = outcomes
    } finally {
      await own.stop()
    }
    const ended = await Promise.allSettled(waiting)
    const empty = ended.filter((one) => one.status === 'fulfilled' && one.value.handOuts.length === 0)
    assert.equal(empty.length, 20)
  })
})
