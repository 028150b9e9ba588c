import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import { runClaimCycle } from '../src/dispatch/claim-cycle.ts'
import { HostSlots } from '../src/dispatch/host-slots.ts'
import { bucketSize } from '../src/dispatch/token-bucket.ts'
import { defaultTuning } from '../src/dispatch/tuning.ts'
import { type DispatchHarness, leaseMs, startDispatchHarness } from './dispatch-harness.ts'

let harness: DispatchHarness
let receiver: WebhookReceiver
before(async () => {
  harness = await startDispatchHarness()
  receiver = await webhookReceiver()
})
after(async () => {
  await receiver.close()
  await harness.stop()
})

async function limit(endpointId: string, perSecond: number | null): Promise<void> {
  await harness.database.query({
    text: `WITH limited AS (UPDATE endpoint SET rate_per_second = $2 WHERE id = $1)
      UPDATE endpoint_state SET window_size = 32 WHERE endpoint_id = $1`,
    values: [endpointId, perSecond],
  })
}

/** When each attempt was claimed, by PostgreSQL's clock: milliseconds after the deliveries had become due, which was at once. */
async function claimedMs(endpointId: string): Promise<number[]> {
  const rows = await harness.database.query<{ wait_ms: number }>({
    text: `SELECT a.wait_ms FROM attempt a JOIN delivery d ON d.event_day = a.event_day AND d.id = a.delivery_id
      WHERE d.endpoint_id = $1 ORDER BY a.wait_ms`,
    values: [endpointId],
  })
  return rows.map(({ wait_ms: waitMs }) => waitMs)
}

/** Lets the bucket stay empty, however long the next cycle takes to come: a time so far ahead means that the clock was set back. */
const empty = (endpointId: string) =>
  harness.database.query({
    text: `UPDATE endpoint_state SET tokens_full_at = plinth_now() + interval '1 hour' WHERE endpoint_id = $1`,
    values: [endpointId],
  })

const unfinished = async (endpointId: string) => {
  const left = { text: 'SELECT FROM delivery_due WHERE endpoint_id = $1', values: [endpointId] }
  return (await harness.database.query(left)).length
}

const slots = { total: 32, busyHealthy: 0, busySlow: 0, bytesFree: 1_000_000, hosts: new HostSlots(2_000) }
const claimCycle = () => runClaimCycle({ database: harness.database, leaseMs, shard: 0, tuning: defaultTuning }, slots)

describe('a rate limit', () => {
  it('holds over two dispatchers, without a sweep that polls, and uses up no attempt', async () => {
    const [perSecond, count] = [40, 100]
    const { endpointId } = await harness.seed(receiver.url, count)
    await limit(endpointId, perSecond)
    const patient = { sweepMs: 3_600_000, windowMax: 32 }
    const dispatchers = await Promise.all([harness.dispatcher(patient), harness.dispatcher(patient)])
    await eventually(async () => assert.equal(await unfinished(endpointId), 0), { timeoutMs: 60_000 })
    await Promise.all(dispatchers.map((dispatcher) => dispatcher.stop()))
    const claims = await claimedMs(endpointId)
    assert.equal(claims.length, count, 'one attempt each')
    for (const [first, firstMs] of claims.entries()) {
      for (const [at, ms] of claims.slice(first).entries()) {
        // `at` more deliveries were claimed after the first, whose token may have been in a full bucket. Times are rounded to 1 ms.
        const leastMs = ((at + 1 - bucketSize(perSecond)) * 1_000) / perSecond - 1
        assert.ok(ms - firstMs >= leastMs, `${at + 1} deliveries within ${ms - firstMs} ms`)
      }
    }
  })

  it('takes a token for each delivery that starts, not for those that might have', async () => {
    const { endpointId } = await harness.seed(receiver.url, 2)
    await limit(endpointId, 50)
    const mine = (await claimCycle()).assignments.filter(({ claim }) => claim.endpointId === endpointId)
    assert.equal(mine.length, 2)
    const [state] = await harness.database.query<{ us: number }>({
      text: `SELECT (extract(epoch FROM s.tokens_full_at - d.lease_until) * 1000000)::float8 AS us
        FROM endpoint_state s JOIN delivery_due d USING (endpoint_id) WHERE endpoint_id = $1 LIMIT 1`,
      values: [endpointId],
    })
    assert.equal(Math.round(state?.us ?? 0) + leaseMs * 1_000, 40_000)
  })

  it('leaves no turn to an endpoint without tokens, though its deliveries are due, and lets others go', async () => {
    const limited = await harness.seed(receiver.url, 5)
    await limit(limited.endpointId, 1)
    const first = await claimCycle()
    const of = (endpointId: string, { assignments }: typeof first) =>
      assignments.filter(({ claim }) => claim.endpointId === endpointId).length
    assert.equal(of(limited.endpointId, first), 1)
    assert.deepEqual(first.pauses, [{ endpointId: limited.endpointId, pauseMs: 1_000 }])
    const turn = {
      text: 'SELECT turn_at = tokens_full_at AS "isWithToken" FROM endpoint_state WHERE endpoint_id = $1',
      values: [limited.endpointId],
    }
    assert.deepEqual(await harness.database.query(turn), [{ isWithToken: true }])
    await empty(limited.endpointId)
    const other = await harness.seed(receiver.url, 1)
    const second = await claimCycle()
    assert.deepEqual([of(limited.endpointId, second), of(other.endpointId, second)], [0, 1])
  })

  it('is not lifted by enabling the endpoint: without a pause it still has no tokens', async () => {
    const { endpointId } = await harness.seed(receiver.url, 5)
    await limit(endpointId, 1)
    await claimCycle()
    const resume = 'UPDATE endpoint_state SET paused_until = NULL WHERE endpoint_id = $1'
    await harness.database.query({ text: resume, values: [endpointId] })
    await empty(endpointId)
    const again = await claimCycle()
    assert.equal(again.assignments.filter(({ claim }) => claim.endpointId === endpointId).length, 0)
    assert.equal(again.pauses.filter(({ endpointId: id }) => id === endpointId).length, 1)
  })
})
