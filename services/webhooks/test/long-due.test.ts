import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually, webhookReceiver } from '@plinth/testkit'
import { type DispatchHarness, startDispatchHarness } from './dispatch-harness.ts'

let harness: DispatchHarness
before(async () => {
  harness = await startDispatchHarness()
})
after(() => harness.stop())

describe('a delivery that has been due for a month', () => {
  it('is sent, and so are those that are claimed with it', async () => {
    const receiver = await webhookReceiver()
    try {
      const { endpointId, deliveryIds } = await harness.seed(receiver.url, 3)
      await harness.database.query({
        text: `UPDATE delivery_due SET next_at = plinth_now() - interval '30 days' WHERE delivery_id = $1`,
        values: [deliveryIds[1]],
      })
      const dispatcher = await harness.dispatcher()
      const left = { text: 'SELECT FROM delivery_due WHERE endpoint_id = $1', values: [endpointId] }
      await eventually(async () => assert.deepEqual(await harness.database.query(left), []))
      await dispatcher.stop()
      const sent = receiver.requests.map(({ headers }) => headers['x-webhook-delivery'])
      assert.deepEqual(sent.sort(), deliveryIds.toSorted())
    } finally {
      await receiver.close()
    }
  })
})
