import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { dayAfter } from '@plinth/kit/days'
import { countWaiting, eventually, make, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import { deliveryVerbs } from '../src/deliveries/verbs.ts'
import { dayOfId } from '../src/partitions/days.ts'
import { dropPartitionsBefore } from '../src/partitions/store.ts'
import { type DispatchHarness, startDispatchHarness } from './dispatch-harness.ts'

let harness: DispatchHarness
let receiver: WebhookReceiver
before(async () => {
  ;[harness, receiver] = await Promise.all([startDispatchHarness(), webhookReceiver()])
})
after(() => Promise.all([harness.stop(), receiver.close()]))

/** A delivery that has failed, and a retry of it by hand in an open transaction while the day of the delivery is dropped. */
async function dropDuringRetry() {
  const { database } = harness
  const { workspaceId, endpointId, deliveryIds } = await harness.seed(receiver.url, 1)
  const [id = ''] = deliveryIds
  await database.query({ text: 'DELETE FROM delivery_due WHERE delivery_id = $1', values: [id] })
  await database.query({ text: `UPDATE delivery SET status = 'failed' WHERE id = $1`, values: [id] })
  const verbs = deliveryVerbs({ database, defaultSchedule: [0, 0], noteReads: async () => undefined, shard: 0 })
  const dropping = await database.transaction(async (tx) => {
    await verbs.retryDelivery(tx, make.context({ workspaceId }), endpointId, id)
    // It gives up soon, to try again later: then nothing was dropped.
    const dropped = dropPartitionsBefore(database, dayAfter(dayOfId(id))).catch(() => [])
    const isWaiting = eventually(async () => {
      await tx.query({ text: 'SELECT' })
      assert.equal(await countWaiting(database, '%TABLE%'), 1)
    })
    await Promise.race([dropped, isWaiting])
    return { dropped }
  })
  return { id, dropped: await dropping.dropped }
}

describe('a delivery that is retried while its day is dropped', () => {
  it('keeps the day until it has ended, and is sent', async () => {
    const { id, dropped } = await dropDuringRetry()
    assert.deepEqual(dropped, [])
    const dispatcher = await harness.dispatcher()
    await eventually(() =>
      assert.deepEqual(
        receiver.requests.map(({ headers }) => headers['x-webhook-delivery']),
        [id],
      ),
    )
    await dispatcher.stop()
    const gone = await eventually(() => dropPartitionsBefore(harness.database, dayAfter(dayOfId(id))))
    assert.deepEqual(gone, [dayOfId(id)])
  })
})
