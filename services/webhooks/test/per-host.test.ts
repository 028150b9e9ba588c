import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually, webhookReceiver } from '@plinth/testkit'
import { type DispatchHarness, startDispatchHarness } from './dispatch-harness.ts'

const perHostMax = 3
/** More than one claim cycle looks at. */
const crowd = 70

let harness: DispatchHarness
before(async () => {
  harness = await startDispatchHarness()
})
after(() => harness.stop())

describe('a destination host that many endpoints name', () => {
  it('is sent no more than its bound at once, keeps no other host waiting, and gets everything in the end', async () => {
    const [crowded, other] = [await webhookReceiver(), await webhookReceiver({ host: '127.0.0.2' })]
    const gate = Promise.withResolvers<void>()
    let [inFlight, most] = [0, 0]
    crowded.answerWith(() => {
      most = Math.max(most, ++inFlight)
      return { status: 200, after: gate.promise.finally(() => inFlight--) }
    })
    try {
      const seeds = await Promise.all(Array.from({ length: crowd }, () => harness.seed(crowded.url, 1)))
      const dispatcher = await harness.dispatcher({ perHostMax })
      await eventually(async () => assert.equal(crowded.requests.length, perHostMax))
      const { deliveryIds } = await harness.seed(other.url, 1)
      await eventually(async () => assert.equal(other.requests.length, 1))
      assert.deepEqual(
        other.requests.map(({ headers }) => headers['x-webhook-delivery']),
        deliveryIds,
      )
      assert.equal(crowded.requests.length, perHostMax)
      gate.resolve()
      await eventually(async () => assert.equal(crowded.requests.length, crowd))
      await dispatcher.stop()
      const sent = crowded.requests.map(({ headers }) => headers['x-webhook-delivery'])
      assert.deepEqual(sent.sort(), seeds.flatMap(({ deliveryIds }) => deliveryIds).sort())
      assert.equal(most, perHostMax)
    } finally {
      gate.resolve()
      await Promise.all([crowded.close(), other.close()])
    }
  })
})
