import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it, type TestContext } from 'node:test'
import { eventually, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import { dueSubject } from '../src/delivery-queue/due-announcement.ts'
import { expireLeases } from '../src/dispatch/lease-expiry-store.ts'
import { ResultBuffer } from '../src/dispatch/result-buffer.ts'
import { writeResults } from '../src/dispatch/results.ts'
import { allFree, type DispatchHarness, leaseMs, settings, startDispatchHarness } from './dispatch-harness.ts'

let harness: DispatchHarness
let receiver: WebhookReceiver
before(async () => {
  harness = await startDispatchHarness()
})
after(() => harness.stop())
beforeEach(async (context) => {
  const own = await webhookReceiver()
  receiver = own
  if ('after' in context)
    context.after(async () => {
      await own.close()
      // Another receiver may get the same port.
      await harness.database.query({ text: 'DELETE FROM delivery_due' })
    })
})

const claimCycle = (lease = leaseMs) => harness.claimCycle(allFree, lease)

async function statuses(endpointId: string): Promise<Record<string, number>> {
  const rows = await harness.database.query<{ status: string; count: number }>({
    text: 'SELECT status, count(*)::int AS count FROM delivery WHERE endpoint_id = $1 GROUP BY 1',
    values: [endpointId],
  })
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]))
}
const attempts = (deliveryId: string) =>
  harness.database.query<{ number: number; outcome: string }>({
    text: 'SELECT number, outcome FROM attempt WHERE delivery_id = $1 ORDER BY number',
    values: [deliveryId],
  })
const idsReceived = () => receiver.requests.map(({ headers }) => headers['x-webhook-delivery'])

describe('two dispatchers', () => {
  it('send 300 deliveries to three endpoints once each', async () => {
    const seeds = await Promise.all(['a', 'b', 'c'].map((path) => harness.seed(`${receiver.url}/${path}`, 100)))
    const dispatchers = await Promise.all([harness.dispatcher(), harness.dispatcher()])
    await eventually(async () => {
      for (const { endpointId } of seeds) assert.deepEqual(await statuses(endpointId), { success: 100 })
    })
    await Promise.all(dispatchers.map((dispatcher) => dispatcher.stop()))
    assert.deepEqual(idsReceived().sort(), seeds.flatMap(({ deliveryIds }) => deliveryIds).sort())
  })
})

// No sweep and no announcement comes to the help of these: a wake that is missed fails them.
describe('a backlog without a sweep', () => {
  const patient = { sweepMs: 3_600_000, windowMax: 32 }
  const ending = { timeoutMs: 60_000 }

  it('of one endpoint goes out, though quanta fill its window to the last place', async () => {
    const { endpointId } = await harness.seed(receiver.url, 300)
    const widen = 'UPDATE endpoint_state SET window_size = 32 WHERE endpoint_id = $1'
    await harness.database.query({ text: widen, values: [endpointId] })
    const dispatcher = await harness.dispatcher({ ...patient, concurrency: 128 })
    await eventually(async () => assert.deepEqual(await statuses(endpointId), { success: 300 }), ending)
    await dispatcher.stop()
  })

  it('of an endpoint whose window is full goes on, though another was served meanwhile', async () => {
    const held = Promise.withResolvers<void>()
    receiver.answerWith(({ path }) => ({ status: 200, ...(path === '/held' ? { after: held.promise } : {}) }))
    const first = await harness.seed(`${receiver.url}/held`, 50)
    const dispatcher = await harness.dispatcher(patient)
    await eventually(() => assert.equal(receiver.requests.length, 2))
    const other = await harness.seed(`${receiver.url}/other`, 20)
    harness.bus.announce(dueSubject)
    await eventually(async () => assert.deepEqual(await statuses(other.endpointId), { success: 20 }), ending)
    held.resolve()
    await eventually(async () => assert.deepEqual(await statuses(first.endpointId), { success: 50 }), ending)
    await dispatcher.stop()
  })

  it('of more bytes than may be held at once goes on, though another was served meanwhile', async () => {
    const held = Promise.withResolvers<void>()
    receiver.answerWith({ status: 200, after: held.promise })
    const first = await harness.seed(receiver.url, 50)
    for (const text of [
      'UPDATE endpoint_state SET window_size = 32 WHERE endpoint_id = $1',
      `UPDATE event SET payload = decode(repeat('20', 100000), 'hex') WHERE id IN (SELECT event_id FROM delivery WHERE endpoint_id = $1)`,
    ])
      await harness.database.query({ text, values: [first.endpointId] })
    const dispatcher = await harness.dispatcher({ ...patient, payloadBytesMax: 350_000 })
    await eventually(() => assert.equal(receiver.requests.length, 4))
    const other = await harness.seed(`${receiver.url}/other`, 20)
    harness.bus.announce(dueSubject)
    held.resolve()
    await eventually(async () => assert.deepEqual(await statuses(first.endpointId), { success: 50 }), ending)
    await eventually(async () => assert.deepEqual(await statuses(other.endpointId), { success: 20 }), ending)
    await dispatcher.stop()
  })

  it('of a host whose slots were all taken goes on, though another was served meanwhile', async () => {
    const held = Promise.withResolvers<void>()
    receiver.answerWith({ status: 200, after: held.promise })
    const first = await harness.seed(receiver.url, 50)
    const widen = 'UPDATE endpoint_state SET window_size = 32 WHERE endpoint_id = $1'
    await harness.database.query({ text: widen, values: [first.endpointId] })
    const elsewhere = await webhookReceiver()
    try {
      const dispatcher = await harness.dispatcher({ ...patient, perHostMax: 4 })
      await eventually(() => assert.equal(receiver.requests.length, 4))
      const other = await harness.seed(elsewhere.url.replace('127.0.0.1', 'localhost'), 20)
      harness.bus.announce(dueSubject)
      await eventually(async () => assert.deepEqual(await statuses(other.endpointId), { success: 20 }), ending)
      held.resolve()
      await eventually(async () => assert.deepEqual(await statuses(first.endpointId), { success: 50 }), ending)
      await dispatcher.stop()
    } finally {
      held.resolve()
      await elsewhere.close()
    }
  })

  it('of slow endpoints goes on when their lane was full, though another was served meanwhile', async () => {
    const held = Promise.withResolvers<void>()
    receiver.answerWith(({ path }) => ({ status: 200, ...(path === '/slow' ? { after: held.promise } : {}) }))
    const slow = await harness.seed(`${receiver.url}/slow`, 50)
    const slowDown = 'UPDATE endpoint_state SET window_size = 32, average_ms = 1e9 WHERE endpoint_id = $1'
    await harness.database.query({ text: slowDown, values: [slow.endpointId] })
    const dispatcher = await harness.dispatcher(patient)
    await eventually(() => assert.equal(receiver.requests.length, 6))
    const other = await harness.seed(`${receiver.url}/other`, 20)
    harness.bus.announce(dueSubject)
    await eventually(async () => assert.deepEqual(await statuses(other.endpointId), { success: 20 }), ending)
    held.resolve()
    await eventually(async () => assert.deepEqual(await statuses(slow.endpointId), { success: 50 }), ending)
    await dispatcher.stop()
  })
})

describe('results', () => {
  const hurried = async (t: TestContext, deliveries: number, concurrency: number) => {
    const hurry = t.mock.method(ResultBuffer.prototype, 'hurry')
    const { endpointId } = await harness.seed(receiver.url, deliveries)
    const dispatcher = await harness.dispatcher({ concurrency })
    await eventually(async () => assert.deepEqual(await statuses(endpointId), { success: deliveries }))
    await dispatcher.stop()
    return hurry.mock.callCount()
  }
  it('are hurried while a due delivery waits for the slot of one', async (t) => {
    assert.ok((await hurried(t, 4, 1)) >= 3)
  })
  it('gather in peace while none waits', async (t) => assert.equal(await hurried(t, 1, 32), 0))
})

describe('a dispatcher that dies with a lease', () => {
  it('leaves an attempt of unknown outcome, and the next try says so', async () => {
    const { endpointId, deliveryIds } = await harness.seed(receiver.url, 1)
    const [deliveryId = ''] = deliveryIds
    const claimed = (await claimCycle(1)).assignments.filter(({ claim }) => claim.endpointId === endpointId)
    assert.equal(claimed.length, 1)
    await eventually(async () => {
      await expireLeases(harness.database, 1, 0)
      assert.deepEqual(await attempts(deliveryId), [{ number: 1, outcome: 'unknown' }])
    })
    const dispatcher = await harness.dispatcher()
    await eventually(async () => assert.deepEqual(await statuses(endpointId), { success: 1 }))
    await dispatcher.stop()
    const headers = receiver.requests.map((request) => request.headers)
    assert.deepEqual(
      headers.map((one) => [one['x-webhook-delivery'], one['x-webhook-attempt'], one['x-webhook-previous-outcome']]),
      [[deliveryId, '2', 'unknown']],
    )
  })

  it('changes nothing when its result comes late, but what happened is logged', async () => {
    const { endpointId, deliveryIds } = await harness.seed(receiver.url, 1)
    const [deliveryId = ''] = deliveryIds
    const [assignment] = (await claimCycle(1)).assignments.filter(({ claim }) => claim.endpointId === endpointId)
    assert.ok(assignment !== undefined)
    await eventually(async () => {
      await expireLeases(harness.database, 1, 0)
      assert.deepEqual(await attempts(deliveryId), [{ number: 1, outcome: 'unknown' }])
    })
    const timings = { dnsMs: 0, connectMs: 1, tlsMs: 0, firstByteMs: 1, totalMs: 2 }
    const response = { outcome: 'ok', statusCode: 200, headers: {}, body: Buffer.alloc(0), error: '', timings } as const
    const result = {
      claim: assignment.claim,
      schedule: [0, 60],
      response,
      sent: { url: '', headers: {} },
      startedAt: new Date(),
    }
    await writeResults(harness.database, [result], { windowMin: 1, windowMax: 8, shard: 0 })
    assert.deepEqual(await attempts(deliveryId), [{ number: 1, outcome: 'ok' }])
    assert.deepEqual(await statuses(endpointId), { retrying: 1 })
    const [again] = (await claimCycle()).assignments.filter(({ claim }) => claim.endpointId === endpointId)
    assert.deepEqual([again?.claim.attemptNo, again?.claim.previousOutcome], [2, 'unknown'])
    await writeResults(harness.database, [result], { windowMin: 1, windowMax: 8, shard: 0 })
    assert.deepEqual(await statuses(endpointId), { retrying: 1 }, 'the old token does not fit the new lease')
  })
})

describe('stopping a dispatcher', () => {
  it('finishes what is in flight and leaves no lease behind', async () => {
    receiver.answerWith({ status: 200, delayMs: 300 })
    const { endpointId, deliveryIds } = await harness.seed(receiver.url, 20)
    const dispatcher = await harness.dispatcher()
    await eventually(() => assert.ok(receiver.requests.length > 0))
    await dispatcher.stop()
    const sent = receiver.requests.length
    const { success = 0, pending = 0 } = await statuses(endpointId)
    assert.deepEqual([success, pending], [sent, deliveryIds.length - sent])
    const leased = {
      text: 'SELECT FROM delivery_due WHERE endpoint_id = $1 AND lease_token IS NOT NULL',
      values: [endpointId],
    }
    assert.deepEqual(await harness.database.query(leased), [])
  })
})

describe('an endpoint that hangs', () => {
  it('is paused by its breaker after five timeouts', async () => {
    receiver.answerWith('hang')
    const { endpointId } = await harness.seed(receiver.url, 100)
    const dispatcher = await harness.dispatcher({ timeoutMs: 100 })
    const state = {
      text: 'SELECT open_count, window_size FROM endpoint_state WHERE endpoint_id = $1',
      values: [endpointId],
    }
    await eventually(async () =>
      assert.deepEqual(await harness.database.query(state), [{ open_count: 1, window_size: 1 }]),
    )
    await dispatcher.stop()
    assert.ok(receiver.requests.length <= 7, `${receiver.requests.length} requests`)
  })

  it('does not hold up another, which is served while it still hangs', async () => {
    receiver.answerWith((request) => (request.path === '/dead' ? 'hang' : { status: 200 }))
    const dead = await harness.seed(`${receiver.url}/dead`, 100)
    const dispatcher = await harness.dispatcher()
    await eventually(() => assert.equal(receiver.requests.length, 2))
    const healthy = await harness.seed(`${receiver.url}/healthy`, 100)
    await eventually(async () => assert.deepEqual(await statuses(healthy.endpointId), { success: 100 }))
    assert.deepEqual(await statuses(dead.endpointId), { pending: 100 })
    await receiver.close()
    await dispatcher.stop()
  })
})

describe('an endpoint that says how it wants it', () => {
  it('429 with Retry-After: the whole endpoint pauses, and no attempt is spent', async () => {
    receiver.answerWith(() =>
      receiver.requests.length === 1 ? { status: 429, headers: { 'retry-after': '1' } } : { status: 200 },
    )
    const { endpointId, deliveryIds } = await harness.seed(receiver.url, 1)
    const dispatcher = await harness.dispatcher({ defaultSchedule: [0] })
    await eventually(async () => assert.deepEqual(await statuses(endpointId), { success: 1 }))
    await dispatcher.stop()
    const [first, second] = receiver.requests
    assert.ok(first !== undefined && second !== undefined && second.at.getTime() - first.at.getTime() >= 990)
    assert.equal((await attempts(deliveryIds[0] ?? '')).length, 2)
  })
  it('410: it is disabled at once and everything is held', async () => {
    receiver.answerWith({ status: 410 })
    const { endpointId } = await harness.seed(receiver.url, 10)
    const dispatcher = await harness.dispatcher()
    await eventually(async () => assert.deepEqual(await statuses(endpointId), { held: 10 }))
    await dispatcher.stop()
    assert.ok(receiver.requests.length <= 2)
    const why = { text: 'SELECT is_active, disabled_reason FROM endpoint WHERE id = $1', values: [endpointId] }
    assert.deepEqual(await harness.database.query(why), [{ is_active: false, disabled_reason: 'gone' }])
    const emitted = { text: `SELECT subject FROM outbox WHERE subject LIKE '%.webhook.disabled'` }
    assert.equal((await harness.database.query(emitted)).length, 1)
  })
  it('ten deliveries in a row that end failed disable it', async () => {
    receiver.answerWith({ status: 400 })
    const { endpointId } = await harness.seed(receiver.url, 15)
    const dispatcher = await harness.dispatcher()
    await eventually(async () => {
      const { failed = 0, held = 0 } = await statuses(endpointId)
      assert.equal(failed + held, 15)
      assert.ok(failed >= 10 && held > 0)
    })
    await dispatcher.stop()
  })
})

it('the settings of these tests keep a lease longer than an attempt', () => assert.ok(leaseMs > settings.timeoutMs))
