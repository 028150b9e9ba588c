import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually, make } from '@plinth/testkit'
import { deliveriesOf, emitWorkspaceUpdated, type Harness, newEndpoint, startHarness } from './harness.ts'

let harness: Harness
before(async () => {
  // Nothing but an announcement makes the dispatcher look within the patience of this test.
  harness = await startHarness({ WEBHOOKS_RETRY_SCHEDULE_SECONDS: '0' }, { config: { sweepMs: 3_600_000 } })
})
after(() => harness.stop())

async function scene() {
  const [receiver, context] = [await harness.receiver(), make.context()]
  const { endpoint } = await harness.endpoints.createEndpoint(newEndpoint({ url: receiver.url }), { context })
  return { receiver, context, id: endpoint?.id ?? '' }
}

describe('an idle dispatcher starts at once', () => {
  it('for a manual retry', async () => {
    const { receiver, context, id } = await scene()
    receiver.answerWith({ status: 400 })
    await emitWorkspaceUpdated(harness.database, context)
    const failed = await eventually(async () => {
      const [row] = await deliveriesOf(harness, context, id)
      assert.equal(row?.status, 'failed')
      return row
    })
    await harness.deliveries.retryDelivery({ endpointId: id, id: failed.id }, { context })
    await eventually(() => assert.equal(receiver.requests.length, 2))
  })

  it('for what was held, once its endpoint is enabled', async () => {
    const { receiver, context, id } = await scene()
    await harness.endpoints.updateEndpoint({ id, isActive: false, cleared: [] }, { context })
    await emitWorkspaceUpdated(harness.database, context)
    await eventually(async () => assert.equal((await deliveriesOf(harness, context, id))[0]?.status, 'held'))
    await harness.endpoints.enableEndpoint({ id }, { context })
    await eventually(() => assert.equal(receiver.requests.length, 1))
  })
})
