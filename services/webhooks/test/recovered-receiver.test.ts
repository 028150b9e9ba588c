import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { stalledWork } from '@plinth/kit/async/progress'
import { metricsText } from '@plinth/kit/metrics'
import { eventually, make } from '@plinth/testkit'
import { emitWorkspaceUpdated, type Harness, newEndpoint, startHarness } from './harness.ts'

let harness: Harness
before(async () => {
  harness = await startHarness()
})
after(() => harness.stop())

const patience = { timeoutMs: 120_000 }

async function statuses(endpointId: string): Promise<Record<string, number>> {
  const rows = await harness.database.query<{ status: string; count: number }>({
    text: 'SELECT status, count(*)::int AS count FROM delivery WHERE endpoint_id = $1 GROUP BY 1',
    values: [endpointId],
  })
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]))
}

const givenUp = async () => Number(/^plinth_webhook_results_given_up_total (\d+)$/m.exec(await metricsText())?.[1])

async function endpointAt(url: string) {
  const context = make.context()
  const { endpoint } = await harness.endpoints.createEndpoint(newEndpoint({ url }), { context })
  return { context, endpointId: endpoint?.id ?? '' }
}

async function emit(context: ReturnType<typeof make.context>, count: number): Promise<void> {
  for (let sent = 0; sent < count; sent += 50)
    await Promise.all(
      Array.from({ length: Math.min(50, count - sent) }, () => emitWorkspaceUpdated(harness.database, context)),
    )
}

const rateOf = (endpointId: string) =>
  harness.database.query({
    text: 'SELECT failure_rate FROM endpoint_state WHERE endpoint_id = $1',
    values: [endpointId],
  })

describe('a receiver that failed once', () => {
  it('gets the next 1,200 and every result is written, and so it is for another tenant', async () => {
    const receiver = await harness.receiver()
    let hasFailed = false
    receiver.answerWith(({ path }) => {
      const status = path === '/once' && !hasFailed ? 500 : 200
      if (status === 500) hasFailed = true
      return { status }
    })
    const failing = await endpointAt(`${receiver.url}/once`)
    const other = await endpointAt(`${receiver.url}/other`)
    await emit(failing.context, 1)
    await eventually(async () => assert.deepEqual(await statuses(failing.endpointId), { retrying: 1 }), patience)
    await Promise.all([emit(failing.context, 1_200), emit(other.context, 300)])
    await eventually(async () => {
      assert.deepEqual(await statuses(failing.endpointId), { retrying: 1, success: 1_200 })
      assert.deepEqual(await statuses(other.endpointId), { success: 300 })
    }, patience)
    assert.equal(receiver.requests.length, 1_501, 'each was sent once, and the failed one waits for its retry')
    assert.deepEqual([await rateOf(failing.endpointId), await givenUp()], [[{ failure_rate: 0 }], 0])
    assert.deepEqual(stalledWork(), [])
  })
})

describe('an endpoint whose row holds the smallest number of its type', () => {
  it('is healed by its next result', async () => {
    const receiver = await harness.receiver()
    const { context, endpointId } = await endpointAt(receiver.url)
    const poison = 'UPDATE endpoint_state SET failure_rate = 1.4e-45, window_size = 32 WHERE endpoint_id = $1'
    await harness.database.query({ text: poison, values: [endpointId] })
    await emit(context, 100)
    await eventually(async () => assert.deepEqual(await statuses(endpointId), { success: 100 }), patience)
    assert.deepEqual([receiver.requests.length, await rateOf(endpointId)], [100, [{ failure_rate: 0 }]])
  })
})
