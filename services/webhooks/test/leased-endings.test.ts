import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { dayAfter } from '@plinth/kit/days'
import type { HttpResult } from '@plinth/kit/outbound-http'
import { eventually } from '@plinth/testkit'
import { expireLeases } from '../src/dispatch/lease-expiry-store.ts'
import type { Claim } from '../src/dispatch/lease-store.ts'
import { writeResults } from '../src/dispatch/results.ts'
import { cancelBefore, giveUpOverdue } from '../src/housekeeping/endings-store.ts'
import { dayOfId } from '../src/partitions/days.ts'
import { type DispatchHarness, leaseMs, startDispatchHarness } from './dispatch-harness.ts'

let harness: DispatchHarness
before(async () => {
  harness = await startDispatchHarness()
})
after(() => harness.stop())
afterEach(() => harness.database.query({ text: 'DELETE FROM delivery_due' }))

const url = 'http://127.0.0.1:9/'
const expire = () => expireLeases(harness.database, leaseMs, 0)
const change = (text: string, endpointId: string) => harness.database.query({ text, values: [endpointId] })
const beOverdue = (endpointId: string) =>
  change(`UPDATE delivery_due SET give_up_at = plinth_now() - interval '1 s' WHERE endpoint_id = $1`, endpointId)

async function claimOf(endpointId: string): Promise<Claim> {
  const { assignments } = await harness.claimCycle()
  const claim = assignments.map((one) => one.claim).find((one) => one.endpointId === endpointId)
  assert.ok(claim)
  return claim
}

function deliver(claim: Claim): Promise<void> {
  const timings = { dnsMs: 0, connectMs: 1, tlsMs: 0, firstByteMs: 1, totalMs: 2 }
  const response: HttpResult = {
    outcome: 'ok',
    statusCode: 200,
    headers: {},
    body: Buffer.alloc(0),
    error: '',
    timings,
  }
  const result = { claim, schedule: [0, 60], response, sent: { url, headers: {} }, startedAt: new Date() } as const
  return writeResults(harness.database, [result], { windowMin: 1, windowMax: 8, shard: 0 })
}

/** How the deliveries of an endpoint stand: their statuses, what is queued of them, the log of attempts, and the counters. */
async function standing(endpointId: string): Promise<object | undefined> {
  const [row] = await harness.database.query({
    text: `SELECT (SELECT string_agg(status || ' ' || attempts, ', ' ORDER BY id) FROM delivery WHERE endpoint_id = $1) AS deliveries,
        (SELECT count(*)::int FROM delivery_due WHERE endpoint_id = $1) AS queued,
        (SELECT string_agg(a.number || ' ' || a.outcome, ', ' ORDER BY a.number) FROM attempt a
          JOIN delivery d ON d.event_day = a.event_day AND d.id = a.delivery_id WHERE d.endpoint_id = $1) AS log,
        coalesce(sum(delivered), 0)::int AS delivered, coalesce(sum(failed), 0)::int AS failed,
        coalesce(sum(cancelled), 0)::int AS cancelled
      FROM delivery_count WHERE workspace_id = (SELECT workspace_id FROM endpoint WHERE id = $1)`,
    values: [endpointId],
  })
  return row
}
const unfinished = { delivered: 0, failed: 0, cancelled: 0 }

describe('a delivery whose time is over while it is leased', () => {
  it('ends failed with its lease, not before; a late result is only logged', async () => {
    const { endpointId } = await harness.seed(url, 1)
    const claim = await claimOf(endpointId)
    await beOverdue(endpointId)
    assert.deepEqual([await giveUpOverdue(harness.database, 0), await expire()], [0, 0])
    assert.deepEqual(await standing(endpointId), { deliveries: 'pending 0', queued: 1, log: null, ...unfinished })
    await harness.passLeases()
    assert.equal(await expire(), 1)
    const ended = { deliveries: 'failed 1', queued: 0, ...unfinished, failed: 1 }
    assert.deepEqual(await standing(endpointId), { ...ended, log: '1 unknown' })
    await deliver(claim)
    assert.deepEqual(await standing(endpointId), { ...ended, log: '1 ok' })
  })

  it('still is delivered by a result that comes in time', async () => {
    const { endpointId } = await harness.seed(url, 1)
    const claim = await claimOf(endpointId)
    await beOverdue(endpointId)
    await deliver(claim)
    await harness.passLeases()
    await expire()
    const delivered = { deliveries: 'success 1', queued: 0, log: '1 ok', ...unfinished, delivered: 1 }
    assert.deepEqual(await standing(endpointId), delivered)
  })

  it('ends failed also if no key opens the secret of its endpoint, without an attempt', async () => {
    const { endpointId } = await harness.seed(url, 1)
    await change(`UPDATE endpoint SET sealed_secret = decode(repeat('00', 60), 'hex') WHERE id = $1`, endpointId)
    const dispatcher = await harness.dispatcher()
    await eventually(async () => {
      const [row] = await harness.database.query<{ isPaused: boolean }>({
        text: `SELECT paused_until > plinth_now() AS "isPaused" FROM endpoint_state WHERE endpoint_id = $1`,
        values: [endpointId],
      })
      assert.equal(row?.isPaused, true)
    })
    await dispatcher.stop()
    await beOverdue(endpointId)
    assert.equal(await giveUpOverdue(harness.database, 0), 1)
    const ended = { deliveries: 'failed 0', queued: 0, log: null, ...unfinished, failed: 1 }
    assert.deepEqual(await standing(endpointId), ended)
  })
})

describe('a delivery of a day that is no longer kept, while it is leased', () => {
  const retain = async (deliveryId: string | undefined) =>
    cancelBefore(harness.database, dayAfter(dayOfId(deliveryId ?? '')), 0)

  it('ends cancelled unless the attempt is its first; a late result is only logged', async () => {
    const { endpointId, deliveryIds } = await harness.seed(url, 1)
    await claimOf(endpointId)
    assert.equal(await retain(deliveryIds[0]), 0)
    await harness.passLeases()
    assert.equal(await expire(), 1)
    const claim = await claimOf(endpointId)
    assert.equal(await retain(deliveryIds[0]), 1)
    const ended = { deliveries: 'cancelled 1', queued: 0, ...unfinished, cancelled: 1 }
    assert.deepEqual(await standing(endpointId), { ...ended, log: '1 unknown' })
    await deliver(claim)
    assert.deepEqual(await standing(endpointId), { ...ended, log: '1 unknown, 2 ok' })
  })
})
