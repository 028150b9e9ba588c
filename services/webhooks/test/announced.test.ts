import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { PublishingServiceService } from '@plinth/proto/webhooks/v1/publishing.ts'
import { eventually, make } from '@plinth/testkit'
import { dueSubject } from '../src/delivery-queue/due-announcement.ts'
import { deliveriesOf, emitWorkspaceUpdated, type Harness, newEndpoint, startHarness } from './harness.ts'
import { defineTypes, newEvent } from './product-events.ts'

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

describe('a published event', () => {
  it('wakes the dispatchers when it may be sent at once, and not when it is sent later', async () => {
    await defineTypes(harness.part)
    const { publishEvent } = harness.part.dial('webhooks', PublishingServiceService)
    let announced = 0
    const listening = await harness.part.bus.listen(dueSubject, () => {
      announced++
    })
    const [receiver, seen] = [await harness.receiver(), [] as number[]]
    for (const retryScheduleSeconds of [[3_600], [0], [3_600], [0]]) {
      const context = make.context()
      const request = newEndpoint({ url: receiver.url, events: ['report.ready'], retryScheduleSeconds })
      await harness.endpoints.createEndpoint(request, { context })
      const before = announced
      await publishEvent({ event: newEvent() }, { context })
      if (retryScheduleSeconds.includes(0)) await eventually(() => assert.ok(announced > before))
      seen.push(announced)
    }
    await listening.stop()
    assert.deepEqual(seen, [0, 1, 1, 2])
    await eventually(() => assert.equal(receiver.requests.length, 2))
  })
})
