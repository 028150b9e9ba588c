import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { loadConfig } from '@plinth/kit/config'
import { eventually, webhookReceiver } from '@plinth/testkit'
import { webhooksConfig } from '../src/config.ts'
import { expireEveryMs } from '../src/dispatch/lease-expiry.ts'
import { type DispatchHarness, startDispatchHarness } from './dispatch-harness.ts'

let harness: DispatchHarness
before(async () => {
  harness = await startDispatchHarness()
})
after(() => harness.stop())

async function outcomes(endpointId: string): Promise<{ attempts: number; unknown: number; delivered: number }> {
  const [row] = await harness.database.query<{ attempts: number; unknown: number; delivered: number }>({
    text: `SELECT (SELECT count(*)::int FROM delivery d WHERE d.endpoint_id = $1 AND d.status = 'success') AS delivered,
        count(*)::int AS attempts, count(*) FILTER (WHERE a.outcome = 'unknown')::int AS unknown
      FROM attempt a JOIN delivery d ON d.event_day = a.event_day AND d.id = a.delivery_id WHERE d.endpoint_id = $1`,
    values: [endpointId],
  })
  assert.ok(row !== undefined)
  return row
}

describe('a dispatcher process killed in the middle of its work', () => {
  it('loses nothing: another one sends again what was in flight, and nothing else', async () => {
    const receiver = await webhookReceiver()
    receiver.answerWith({ status: 200, delayMs: 30 })
    const { endpointId, deliveryIds } = await harness.seed(receiver.url, 150)
    for (const sent of [20, 60, 100]) {
      const victim = await harness.process()
      await eventually(() => assert.ok(receiver.requests.length >= sent))
      await harness.lose(victim)
    }
    const survivor = await harness.dispatcher()
    await eventually(async () => assert.equal((await outcomes(endpointId)).delivered, 150))
    await survivor.stop()
    const received = receiver.requests.map(({ headers }) => String(headers['x-webhook-delivery']))
    assert.deepEqual([...new Set(received)].sort(), [...deliveryIds].sort())
    const { attempts, unknown } = await outcomes(endpointId)
    assert.equal(attempts, 150 + unknown, 'every attempt is logged, those of the dead as unknown')
    // Three kills with a window of eight: no more than that was in flight.
    assert.ok(unknown <= 24 && received.length <= 150 + unknown, `${unknown} unknown, ${received.length} received`)
    await receiver.close()
  })

  it('holds up its work for 25 s at the most by default', () => {
    const { timeoutMs, leaseMarginMs, sweepMs } = loadConfig(webhooksConfig, {})
    assert.ok(timeoutMs + leaseMarginMs + expireEveryMs + sweepMs <= 25_000)
  })
})

describe('a dispatcher process frozen past its lease', () => {
  it('finds its results fenced out when it wakes up; the delivery went on without it', async () => {
    const receiver = await webhookReceiver()
    const frozen = await harness.process()
    // It is frozen before it has its answer.
    receiver.answerWith(() => {
      if (receiver.requests.length === 1) frozen.pause()
      return { status: 200 }
    })
    const { endpointId } = await harness.seed(receiver.url, 1)
    await eventually(() => assert.equal(receiver.requests.length, 1))
    const survivor = await harness.dispatcher()
    await harness.passLeases()
    await eventually(async () => assert.equal((await outcomes(endpointId)).delivered, 1))
    assert.equal(receiver.requests[1]?.headers['x-webhook-previous-outcome'], 'unknown')
    frozen.resume()
    await eventually(async () =>
      assert.deepEqual(await outcomes(endpointId), { attempts: 2, unknown: 0, delivered: 1 }),
    )
    const [counted] = await harness.database.query({
      text: 'SELECT sum(c.delivered)::int AS delivered FROM delivery_count c JOIN endpoint_state s USING (workspace_id) WHERE s.endpoint_id = $1',
      values: [endpointId],
    })
    assert.deepEqual(counted, { delivered: 1 })
    await frozen.kill()
    await survivor.stop()
    await receiver.close()
  })
})
