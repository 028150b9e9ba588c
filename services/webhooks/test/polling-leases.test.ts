import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { type HandOut, PollingServiceService } from '@plinth/proto/webhooks/v1/polling.ts'
import { StatsServiceService } from '@plinth/proto/webhooks/v1/stats.ts'
import { eventually, make, runProcess } from '@plinth/testkit'
import { emitWorkspaceUpdated, type Harness, newEndpoint, startHarness } from './harness.ts'
import { numbers } from './numbers.ts'
import { pollingClock } from './polling-clock.ts'

let harness: Harness
before(async () => {
  harness = await startHarness()
})
after(() => harness.stop())

const polling = () => harness.part.dial('webhooks', PollingServiceService)
const stats = (context: CallContext) => harness.part.dial('webhooks', StatsServiceService).getStats({}, { context })
const { pass, passedMs } = pollingClock(() => harness.database)

async function endpointWith(context: CallContext, count: number): Promise<string> {
  const input = newEndpoint({ kind: 'poll', url: '', events: ['workspace.*'] })
  const { endpoint } = await harness.endpoints.createEndpoint(input, { context })
  for (let at = 0; at < count; at += 1) await emitWorkspaceUpdated(harness.database, context)
  await eventually(async () => assert.equal((await stats(context)).accepted, count))
  return endpoint?.id ?? ''
}

const count = 12
const leaseSeconds = 30

/** The pollers' own record of their actions; every step checks the promises against it. */
class Pollers {
  readonly acknowledged = new Set<string>()
  readonly #context: CallContext
  readonly #endpointId: string
  readonly #attempts = new Map<string, number>()
  /** Of hand-outs whose lease holds, by delivery. */
  readonly #leasedUntilMs = new Map<string, number>()
  #hands: HandOut[] = []

  constructor(context: CallContext, endpointId: string) {
    this.#context = context
    this.#endpointId = endpointId
  }

  async poll(limit: number): Promise<number> {
    const request = { endpointId: this.#endpointId, limit, waitSeconds: 0, leaseSeconds }
    // Two at once: what one gets, the other must not.
    const polls = await Promise.all([1, 2].map(() => polling().pollEndpoint(request, { context: this.#context })))
    const handed = polls.flatMap(({ handOuts }) => handOuts)
    for (const { deliveryId, attempt } of handed) {
      assert.ok((this.#leasedUntilMs.get(deliveryId) ?? 0) <= passedMs(), `${deliveryId} was handed out within a lease`)
      assert.ok(!this.acknowledged.has(deliveryId), `${deliveryId} was handed out after its ack`)
      assert.equal(attempt, (this.#attempts.get(deliveryId) ?? 0) + 1)
      this.#attempts.set(deliveryId, attempt)
      this.#leasedUntilMs.set(deliveryId, passedMs() + leaseSeconds * 1_000)
    }
    this.#hands.push(...handed)
    return handed.length
  }

  /** Also of hand-outs whose lease ran out. */
  async ack(which: (most: number) => number): Promise<void> {
    const [hand] = this.#hands.splice(which(this.#hands.length), 1)
    if (hand === undefined) return
    const call = { endpointId: this.#endpointId, ids: [hand.id] }
    const { done } = await polling().ackDeliveries(call, { context: this.#context })
    const isLatest = this.#attempts.get(hand.deliveryId) === hand.attempt
    assert.equal(done.length, isLatest ? 1 : 0, `ack of ${hand.id}`)
    if (done.length > 0) this.acknowledged.add(hand.deliveryId)
  }

  async nack(which: (most: number) => number): Promise<void> {
    const [hand] = this.#hands.splice(which(this.#hands.length), 1)
    if (hand === undefined) return
    const call = { endpointId: this.#endpointId, ids: [hand.id], delaySeconds: which(2) * 20 }
    const { done } = await polling().nackDeliveries(call, { context: this.#context })
    const isHeld = (this.#leasedUntilMs.get(hand.deliveryId) ?? 0) > passedMs()
    const isLatest = this.#attempts.get(hand.deliveryId) === hand.attempt
    assert.equal(done.length, isHeld && isLatest ? 1 : 0, `nack of ${hand.id}`)
    if (done.length > 0) this.#leasedUntilMs.delete(hand.deliveryId)
  }

  /** A poller dies with all that it was handed. */
  die(): void {
    this.#hands = this.#hands.filter((_, at) => at % 2 === 0)
  }
}

describe('the leases of polls', () => {
  for (let seed = 1; seed <= 6; seed += 1) {
    it(`keep every promise, whatever pollers do (seed ${seed})`, async () => {
      const context = make.context()
      const endpointId = await endpointWith(context, count)
      const pollers = new Pollers(context, endpointId)
      const pick = numbers(seed)
      for (let step = 0; step < 60; step += 1) {
        const what = pick(10)
        if (what < 4) await pollers.poll(1 + pick(4))
        else if (what < 6) await pollers.ack(pick)
        else if (what < 8) await pollers.nack(pick)
        else if (what < 9) pollers.die()
        // Real time passes too: at least 10 s of a lease are left, or none.
        else await pass(10 * pick(4))
        const { accepted, ...rest } = await stats(context)
        assert.equal(
          Object.values(rest).reduce((sum, one) => sum + one, 0),
          accepted,
        )
        assert.equal(rest.delivered, pollers.acknowledged.size)
      }
      // None is lost: all come, once the last leases and delays have passed.
      while (pollers.acknowledged.size < count) {
        await pass(leaseSeconds + 20)
        const handed = await pollers.poll(100)
        for (let at = 0; at < handed + count; at += 1) await pollers.ack(() => 0)
      }
      const { accepted, delivered } = await stats(context)
      assert.deepEqual([accepted, delivered], [count, count])
    })
  }

  it('of a process that was killed after it took them come again after the lease, and no sooner', async () => {
    const context = make.context()
    const endpointId = await endpointWith(context, 3)
    const script = fileURLToPath(new URL('processes/poller.ts', import.meta.url))
    const killed = runProcess(script, [
      JSON.stringify({ url: harness.part.databaseUrl, endpointId, leaseSeconds: 600 }),
    ])
    try {
      await killed.line(/^leased (del_\w+,){2}del_\w+$/m)
    } finally {
      await killed.kill()
    }
    const poll = async () => {
      const request = { endpointId, limit: 100, waitSeconds: 0, leaseSeconds }
      return (await polling().pollEndpoint(request, { context })).handOuts.map(({ attempt }) => attempt)
    }
    await pass(500)
    assert.deepEqual(await poll(), [])
    await pass(101)
    assert.deepEqual(await poll(), [2, 2, 2])
  })
})
