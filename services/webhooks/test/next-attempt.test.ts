import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { make } from '@plinth/testkit'
import { holdDeliveries } from '../src/bulk-transitions/store.ts'
import { deliveryVerbs } from '../src/deliveries/verbs.ts'
import { giveUpOverdue } from '../src/housekeeping/endings-store.ts'
import { queueChunk } from '../src/replays/chunk-store.ts'
import { insertReplay } from '../src/replays/store.ts'
import { orderedEndpoint } from './ordered-endpoint.ts'

const ordered = orderedEndpoint()
const verbs = () =>
  deliveryVerbs({
    database: ordered.harness.database,
    defaultSchedule: [0, 0, 0],
    noteReads: async () => undefined,
    shard: 0,
  })
const context = () => make.context({ workspaceId: ordered.workspaceId })

/** Which of the deliveries of these events have a time for their next attempt, as the list and the single read show it. */
async function timed(eventIds: readonly string[]): Promise<boolean[]> {
  const { rows } = await verbs().listDeliveries(context(), ordered.endpointId, undefined)
  const listed = new Map(rows.map(({ eventId, nextAttemptAt }) => [eventId, nextAttemptAt]))
  return Promise.all(
    eventIds.map(async (eventId) => {
      const { id } = await ordered.statusOf(eventId)
      const { delivery } = await verbs().getDelivery(context(), ordered.endpointId, id)
      assert.deepEqual(listed.get(eventId), delivery.nextAttemptAt)
      return delivery.nextAttemptAt !== undefined
    }),
  )
}

const skip = () =>
  ordered.harness.database.transaction((tx) => verbs().skipDelivery(tx, context(), ordered.endpointId, 'a'))
const retry = async (eventId: string) => {
  const { id } = await ordered.statusOf(eventId)
  return ordered.harness.database.transaction((tx) => verbs().retryDelivery(tx, context(), ordered.endpointId, id))
}

describe('the time of the next attempt', () => {
  it('is shown of the first of each key, and of the next once the first has ended', async () => {
    const ids = await ordered.store('a', 'a', 'a', 'b', '')
    assert.deepEqual(await timed(ids), [true, false, false, true, true])
    await skip()
    assert.deepEqual(await timed(ids), [false, true, false, true, true])
    await ordered.harness.database.query({
      text: 'UPDATE delivery_due SET give_up_at = plinth_now() WHERE endpoint_id = $1 AND event_id = $2',
      values: [ordered.endpointId, ids[1]],
    })
    await giveUpOverdue(ordered.harness.database, 0)
    assert.deepEqual(await timed(ids), [false, false, true, true, true])
  })

  it('is not shown of what is queued again behind another of its key, nor of what is held', async () => {
    const ids = await ordered.store('a', 'a')
    await skip()
    const again = await retry(ids[0] ?? '')
    assert.deepEqual([again.status, again.nextAttemptAt], ['retrying', undefined])
    assert.deepEqual(await timed(ids), [false, true])
    await skip()
    assert.deepEqual(await timed(ids), [true, false])
    await ordered.locked((tx) => holdDeliveries(tx, [ordered.endpointId]))
    assert.deepEqual(await timed(ids), [false, false])
  })

  it('is not shown of what is replayed behind another of its key', async () => {
    const ids = await ordered.store('a', 'a', 'a')
    for (const _ of ids) await skip()
    const [at, id] = [new Date(0), make.id('rpl')]
    const until = (await ordered.statusOf(ids[2] ?? '')).created_at
    const all = { choice: null, deliveryIds: null }
    const range = { since: at, until, statuses: ['cancelled' as const] }
    const { endpointId, workspaceId } = ordered
    await ordered.locked(async (tx) => {
      await insertReplay(tx, { id, workspaceId, endpointId, total: 3 }, range)
      const replay = { id, endpointId, statuses: range.statuses, until, cursorAt: at, cursorId: '', ...all }
      await queueChunk(tx, replay, { deliveriesMax: 10, isHeld: false, budgetMs: 1_000, shard: 0 })
      await tx.query({ text: `UPDATE replay SET status = 'done' WHERE id = $1`, values: [id] })
    })
    assert.deepEqual(await timed(ids), [true, false, false])
  })
})
