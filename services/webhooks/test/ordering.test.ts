import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { Tx } from '@plinth/kit/db'
import { eventually, make, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import { holdDeliveries, releaseDeliveries } from '../src/bulk-transitions/store.ts'
import { deliveryVerbs } from '../src/deliveries/verbs.ts'
import { lockEndpointStates } from '../src/delivery-queue/endpoint-state-store.ts'
import { findBlockedKeys, orderBacklog } from '../src/delivery-queue/ordering-store.ts'
import { type DispatchHarness, startDispatchHarness } from './dispatch-harness.ts'

let harness: DispatchHarness
let receiver: WebhookReceiver
let endpointId: string
let workspaceId: string
before(async () => {
  harness = await startDispatchHarness()
})
after(() => harness.stop())
beforeEach(async (context) => {
  const own = await webhookReceiver()
  receiver = own
  if ('after' in context)
    context.after(async () => {
      await own.close()
      await harness.database.query({ text: 'DELETE FROM delivery_due' })
    })
  ;({ endpointId, workspaceId } = await harness.seed(receiver.url, 0))
  await setOrdering('key')
})

const setOrdering = (ordering: string) =>
  harness.database.query({ text: 'UPDATE endpoint SET ordering = $2 WHERE id = $1', values: [endpointId, ordering] })
const store = (...keys: string[]) => harness.store(workspaceId, keys)
const idsReceived = () => receiver.requests.map(({ headers }) => headers['webhook-id'])
const locked = <T>(run: (tx: Tx) => Promise<T>) =>
  harness.database.transaction(async (tx) => {
    await tx.query(lockEndpointStates([endpointId]))
    return run(tx)
  })
const verbs = () => deliveryVerbs({ database: harness.database, defaultSchedule: [0, 0, 0], shard: 0 })
const context = () => make.context({ workspaceId })
/** Each event's delivery: its status, and whether it may be sent. */
const queued = () =>
  harness.database.query<{ event_id: string; may_go: boolean }>({
    text: `SELECT event_id, blocked_next_at IS NULL AS may_go FROM delivery_due WHERE endpoint_id = $1 ORDER BY ordering_key, ordering_position`,
    values: [endpointId],
  })
const statusOf = async (eventId: string) => {
  const [row] = await harness.database.query<{ id: string; status: string }>({
    text: 'SELECT id, status FROM delivery WHERE endpoint_id = $1 AND event_id = $2',
    values: [endpointId, eventId],
  })
  assert.ok(row !== undefined)
  return row
}
const allEnded = () => eventually(async () => assert.deepEqual(await queued(), []), { timeoutMs: 60_000 })

describe('deliveries of one ordering key', () => {
  it('go one after the other, whilst other keys and deliveries without a key go on', async () => {
    const held = Promise.withResolvers<void>()
    const [first = '', second = '', other = '', later = '', free = ''] = await store('a', 'a', 'b', 'b', '')
    receiver.answerWith(({ headers }) => ({
      status: 200,
      ...(headers['webhook-id'] === first ? { after: held.promise } : {}),
    }))
    const dispatcher = await harness.dispatcher({ sweepMs: 3_600_000 })
    try {
      await eventually(() => assert.ok([first, other, later, free].every((id) => idsReceived().includes(id))))
      assert.ok(!idsReceived().includes(second))
    } finally {
      held.resolve()
    }
    await allEnded()
    await dispatcher.stop()
    assert.equal(idsReceived().at(-1), second)
    assert.ok(idsReceived().indexOf(other) < idsReceived().indexOf(later))
    assert.equal(idsReceived().length, 5)
  })

  it('wait for a retry of the one before, and go when it has failed for good', async () => {
    const [first = '', second = ''] = await store('a', 'a')
    receiver.answerWith(({ headers }) => ({ status: headers['webhook-id'] === first ? 500 : 200 }))
    const dispatcher = await harness.dispatcher()
    await allEnded()
    await dispatcher.stop()
    assert.deepEqual(idsReceived(), [first, first, first, second])
    assert.deepEqual([(await statusOf(first)).status, (await statusOf(second)).status], ['failed', 'success'])
  })

  it('keep their order when a process dies with the lease of the first', async () => {
    receiver.answerWith('hang')
    const [first = '', second = ''] = await store('a', 'a')
    const dying = await harness.process()
    await eventually(() => assert.deepEqual(idsReceived(), [first]))
    receiver.answerWith({ status: 200 })
    await harness.lose(dying)
    const dispatcher = await harness.dispatcher()
    await allEnded()
    await dispatcher.stop()
    assert.deepEqual(idsReceived(), [first, first, second])
  })

  it('are in the order of commit, also when the smaller id commits later', async () => {
    const stored = Promise.withResolvers<void>()
    const mayCommit = Promise.withResolvers<void>()
    const storing = harness.store(workspaceId, ['a'], (run) =>
      harness.database.transaction(async (tx) => {
        const result = await run(tx)
        stored.resolve()
        await mayCommit.promise
        return result
      }),
    )
    await stored.promise
    const [second = ''] = await store('a')
    mayCommit.resolve()
    const [first = ''] = await storing
    assert.ok(first < second)
    assert.deepEqual(await queued(), [
      { event_id: second, may_go: true },
      { event_id: first, may_go: false },
    ])
    const dispatcher = await harness.dispatcher()
    await allEnded()
    await dispatcher.stop()
    assert.deepEqual(idsReceived(), [second, first])
  })

  it('have one first and no gap when twenty transactions store them at once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => store('a', 'b', 'a')))
    const rows = await queued()
    assert.equal(rows.length, 60)
    assert.equal(rows.filter(({ may_go: mayGo }) => mayGo).length, 2)
    const dispatchers = await Promise.all([harness.dispatcher(), harness.dispatcher()])
    await allEnded()
    await Promise.all(dispatchers.map((dispatcher) => dispatcher.stop()))
    assert.deepEqual(
      idsReceived().filter((id) => rows.slice(0, 40).some((row) => row.event_id === id)),
      rows.slice(0, 40).map((row) => row.event_id),
    )
  })

  it('keep their order when they are held and released', async () => {
    const [first = '', second = '', third = ''] = await store('a', 'a', 'a')
    await locked((tx) => holdDeliveries(tx, [endpointId]))
    const [fourth = ''] = await store('a')
    await locked((tx) => releaseDeliveries(tx, [endpointId]))
    assert.deepEqual(
      (await queued()).map(({ may_go: mayGo }) => mayGo),
      [true, false, false, false],
    )
    const dispatcher = await harness.dispatcher()
    await allEnded()
    await dispatcher.stop()
    assert.deepEqual(idsReceived(), [first, second, third, fourth])
  })

  it('do not spend their time while they are blocked', async () => {
    const [first = ''] = await store('a', 'a')
    await harness.passLeases()
    const { id } = await statusOf(first)
    await locked((tx) => tx.query({ text: 'DELETE FROM delivery_due WHERE delivery_id = $1', values: [id] }))
    const [next] = await harness.database.query<{ left: number; is_due: boolean }>({
      text: `SELECT extract(epoch FROM give_up_at - plinth_now())::float8 AS left, next_at <= plinth_now() AS is_due FROM delivery_due
        WHERE endpoint_id = $1`,
      values: [endpointId],
    })
    assert.ok(next?.is_due && Math.round(next.left) >= 86_399, `${next?.left} s are left of a day`)
  })
})

describe('a blocked ordering key', () => {
  it('is shown with the time since when it is, and goes on when its first is skipped', async () => {
    assert.equal(await findBlockedKeys(harness.database, endpointId), undefined)
    const [first = '', second = ''] = await store('a', 'a', 'b', 'c', 'c')
    const blocked = await findBlockedKeys(harness.database, endpointId)
    assert.deepEqual([blocked?.count, blocked?.key], [2, 'a'])
    const skipped = await harness.database.transaction((tx) => verbs().skipDelivery(tx, context(), endpointId, 'a'))
    assert.deepEqual([skipped.eventId, skipped.status], [first, 'cancelled'])
    assert.deepEqual((await queued()).slice(0, 1), [{ event_id: second, may_go: true }])
    await assert.rejects(
      harness.database.transaction((tx) => verbs().skipDelivery(tx, context(), endpointId, 'z')),
      { code: 'RESOURCE_NOT_FOUND' },
    )
  })

  it('cannot be skipped while its first is being sent', async () => {
    const held = Promise.withResolvers<void>()
    receiver.answerWith({ status: 200, after: held.promise })
    await store('a', 'a')
    await harness.dispatcher()
    try {
      await eventually(() => assert.equal(idsReceived().length, 1))
      await assert.rejects(
        harness.database.transaction((tx) => verbs().skipDelivery(tx, context(), endpointId, 'a')),
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
      await harness.database.transaction((tx) => verbs().retryDelivery(tx, context(), endpointId, id))
    }
    const [first = '', second = '', third = ''] = await store('a', 'a', 'a')
    await retry(third)
    await harness.database.transaction((tx) => verbs().skipDelivery(tx, context(), endpointId, 'a'))
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
    receiver.answerWith({ status: 200, after: held.promise })
    await setOrdering('none')
    const backlog = await store(...Array.from({ length: 6 }, () => 'a'))
    const dispatcher = await harness.dispatcher()
    try {
      await eventually(() => assert.equal(idsReceived().length, 2))
      await setOrdering('key')
      assert.equal(await locked((tx) => orderBacklog(tx, endpointId)), true)
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
