import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dayAfter } from '@plinth/kit/days'
import { eventually, make } from '@plinth/testkit'
import { cancelDeliveries } from '../src/bulk-transitions/store.ts'
import { deliveryVerbs } from '../src/deliveries/verbs.ts'
import { findBlockedKeys, orderBacklog } from '../src/delivery-queue/ordering-store.ts'
import { cancelBefore, giveUpOverdue } from '../src/housekeeping/endings-store.ts'
import { dayOfId } from '../src/partitions/days.ts'
import { insertReplay } from '../src/replays/store.ts'
import { orderedEndpoint } from './ordered-endpoint.ts'

const ordered = orderedEndpoint()
const { setOrdering, store, idsReceived, locked, queued, statusOf, allEnded } = ordered
const verbs = () =>
  deliveryVerbs({
    database: ordered.harness.database,
    defaultSchedule: [0, 0, 0],
    noteReads: async () => undefined,
    shard: 0,
  })
const context = () => make.context({ workspaceId: ordered.workspaceId })

describe('what ends without an attempt', () => {
  const endedAs = async (ids: readonly string[]) => Promise.all(ids.map(async (id) => (await statusOf(id)).status))

  it('lets the next go when the first is given up, and gives up none that is blocked', async () => {
    const ids = await store('a', 'a', 'a')
    await ordered.harness.database.query({
      text: `UPDATE delivery_due SET give_up_at = plinth_now() WHERE endpoint_id = $1 AND event_id = $2`,
      values: [ordered.endpointId, ids[0]],
    })
    assert.equal(await giveUpOverdue(ordered.harness.database, 0), 1)
    assert.deepEqual(await endedAs(ids), ['failed', 'pending', 'pending'])
    assert.deepEqual(await queued(), [
      { event_id: ids[1], may_go: true },
      { event_id: ids[2], may_go: false },
    ])
  })

  it('is all of a key that is past retention, or of an endpoint that is deleted', async () => {
    const old = await store('a', 'a', 'a')
    const cancelOld = () => cancelBefore(ordered.harness.database, dayAfter(dayOfId(old[0] ?? ''), 1), 0)
    assert.deepEqual([await cancelOld(), await cancelOld()], [3, 0])
    const ofDeleted = await store('a', 'a', 'b')
    await locked((tx) => cancelDeliveries(tx, [ordered.endpointId], 0))
    assert.deepEqual(await endedAs([...old, ...ofDeleted]), Array(6).fill('cancelled'))
    assert.deepEqual(await queued(), [])
  })
})

describe('a replay', () => {
  it('goes one after the other too, in the order of the events and behind what its key has queued', async () => {
    const past = await store('a', 'a', 'a')
    const dispatcher = await ordered.harness.dispatcher()
    await allEnded()
    const held = Promise.withResolvers<void>()
    ordered.receiver.answerWith({ status: 200, after: held.promise })
    const [queuedFirst = ''] = await store('a')
    try {
      await eventually(() => assert.equal(idsReceived().length, 4))
      const until = new Date((await statusOf(past[2] ?? '')).created_at)
      const range = { since: new Date(0), until, statuses: ['success' as const] }
      const replay = { id: make.id('rpl'), workspaceId: ordered.workspaceId, endpointId: ordered.endpointId, total: 3 }
      await ordered.harness.database.transaction((tx) => insertReplay(tx, replay, range))
      await eventually(async () => assert.equal((await queued()).length, 4))
    } finally {
      held.resolve()
    }
    await allEnded()
    await dispatcher.stop()
    assert.deepEqual(idsReceived(), [...past, queuedFirst, ...past])
  })
})

describe('a blocked ordering key', () => {
  it('is shown with the time since when it is, and goes on when its first is skipped', async () => {
    assert.equal(await findBlockedKeys(ordered.harness.database, ordered.endpointId), undefined)
    const [first = '', second = ''] = await store('a', 'a', 'b', 'c', 'c')
    const blocked = await findBlockedKeys(ordered.harness.database, ordered.endpointId)
    assert.deepEqual([blocked?.count, blocked?.key], [2, 'a'])
    const skipped = await ordered.harness.database.transaction((tx) =>
      verbs().skipDelivery(tx, context(), ordered.endpointId, 'a'),
    )
    assert.deepEqual([skipped.eventId, skipped.status], [first, 'cancelled'])
    assert.deepEqual((await queued()).slice(0, 1), [{ event_id: second, may_go: true }])
    await assert.rejects(
      ordered.harness.database.transaction((tx) => verbs().skipDelivery(tx, context(), ordered.endpointId, 'z')),
      { code: 'RESOURCE_NOT_FOUND', message: /Read the webhook: blocked_keys has the key/ },
    )
  })

  it('cannot be skipped while its first is being sent', async () => {
    const held = Promise.withResolvers<void>()
    ordered.receiver.answerWith({ status: 200, after: held.promise })
    await store('a', 'a')
    await ordered.harness.dispatcher()
    try {
      await eventually(() => assert.equal(idsReceived().length, 1))
      await assert.rejects(
        ordered.harness.database.transaction((tx) => verbs().skipDelivery(tx, context(), ordered.endpointId, 'a')),
        { code: 'STATE_CONFLICT' },
      )
    } finally {
      held.resolve()
    }
    await allEnded()
  })

  it('is not overtaken by a retry of what waits; what has ended is retried behind it', async () => {
    const retry = async (eventId: string) => {
      const { id } = await statusOf(eventId)
      await ordered.harness.database.transaction((tx) => verbs().retryDelivery(tx, context(), ordered.endpointId, id))
    }
    const [first = '', second = '', third = ''] = await store('a', 'a', 'a')
    await retry(third)
    await ordered.harness.database.transaction((tx) => verbs().skipDelivery(tx, context(), ordered.endpointId, 'a'))
    await retry(first)
    assert.deepEqual(await queued(), [
      { event_id: second, may_go: true },
      { event_id: third, may_go: false },
      { event_id: first, may_go: false },
    ])
  })
})

describe('an order that is switched on with a backlog', () => {
  it('holds for the backlog too; what is in flight stays first', async () => {
    const held = Promise.withResolvers<void>()
    ordered.receiver.answerWith({ status: 200, after: held.promise })
    await setOrdering('none')
    const backlog = await store(...Array.from({ length: 6 }, () => 'a'))
    const dispatcher = await ordered.harness.dispatcher()
    try {
      await eventually(() => assert.equal(idsReceived().length, 2))
      await setOrdering('key')
      assert.equal(await locked((tx) => orderBacklog(tx, ordered.endpointId)), true)
      const [last = ''] = await store('a')
      backlog.push(last)
      assert.deepEqual(
        await queued(),
        backlog.map((id) => ({ event_id: id, may_go: idsReceived().includes(id) })),
      )
    } finally {
      held.resolve()
    }
    await allEnded()
    await dispatcher.stop()
    assert.deepEqual(
      idsReceived().slice(2),
      backlog.filter((id) => !idsReceived().slice(0, 2).includes(id)),
    )
  })

  it('leaves what is queued in order when it is switched off', async () => {
    const [first = '', second = ''] = await store('a', 'a')
    await setOrdering('none')
    const [free = ''] = await store('a')
    assert.deepEqual(
      new Map((await queued()).map(({ event_id: id, may_go: mayGo }) => [id, mayGo])),
      new Map([
        [free, true],
        [first, true],
        [second, false],
      ]),
    )
  })
})
