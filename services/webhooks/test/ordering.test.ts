import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { eventually } from '@plinth/testkit'
import { holdDeliveries, releaseDeliveries } from '../src/bulk-transitions/store.ts'
import { orderedEndpoint } from './ordered-endpoint.ts'

const ordered = orderedEndpoint()
const { store, idsReceived, locked, queued, statusOf, allEnded } = ordered

describe('deliveries of one ordering key', () => {
  it('go one after the other, whilst other keys and deliveries without a key go on', async () => {
    const held = Promise.withResolvers<void>()
    const [first = '', second = '', other = '', later = '', free = ''] = await store('a', 'a', 'b', 'b', '')
    ordered.receiver.answerWith(({ headers }) => ({
      status: 200,
      ...(headers['webhook-id'] === first ? { after: held.promise } : {}),
    }))
    const dispatcher = await ordered.harness.dispatcher({ sweepMs: 3_600_000 })
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
    ordered.receiver.answerWith(({ headers }) => ({ status: headers['webhook-id'] === first ? 500 : 200 }))
    const dispatcher = await ordered.harness.dispatcher()
    await allEnded()
    await dispatcher.stop()
    assert.deepEqual(idsReceived(), [first, first, first, second])
    assert.deepEqual([(await statusOf(first)).status, (await statusOf(second)).status], ['failed', 'success'])
  })

  it('keep their order when a process dies with the lease of the first', async () => {
    ordered.receiver.answerWith('hang')
    const [first = '', second = ''] = await store('a', 'a')
    const dying = await ordered.harness.process()
    await eventually(() => assert.deepEqual(idsReceived(), [first]))
    ordered.receiver.answerWith({ status: 200 })
    await ordered.harness.lose(dying)
    const dispatcher = await ordered.harness.dispatcher()
    await allEnded()
    await dispatcher.stop()
    assert.deepEqual(idsReceived(), [first, first, second])
  })

  it('are in the order of commit, also when the smaller id commits later', async () => {
    const stored = Promise.withResolvers<void>()
    const mayCommit = Promise.withResolvers<void>()
    const storing = ordered.harness.store(ordered.workspaceId, ['a'], (run) =>
      ordered.harness.database.transaction(async (tx) => {
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
    const dispatcher = await ordered.harness.dispatcher()
    await allEnded()
    await dispatcher.stop()
    assert.deepEqual(idsReceived(), [second, first])
  })

  it('have one first and no gap when twenty transactions store them at once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => store('a', 'b', 'a')))
    const rows = await queued()
    assert.equal(rows.length, 60)
    assert.equal(rows.filter(({ may_go: mayGo }) => mayGo).length, 2)
    const dispatchers = await Promise.all([ordered.harness.dispatcher(), ordered.harness.dispatcher()])
    await allEnded()
    await Promise.all(dispatchers.map((dispatcher) => dispatcher.stop()))
    assert.deepEqual(
      idsReceived().filter((id) => rows.slice(0, 40).some((row) => row.event_id === id)),
      rows.slice(0, 40).map((row) => row.event_id),
    )
  })

  it('keep their order when they are held and released', async () => {
    const [first = '', second = '', third = ''] = await store('a', 'a', 'a')
    await locked((tx) => holdDeliveries(tx, [ordered.endpointId]))
    const [fourth = ''] = await store('a')
    await locked((tx) => releaseDeliveries(tx, [ordered.endpointId]))
    assert.deepEqual(
      (await queued()).map(({ may_go: mayGo }) => mayGo),
      [true, false, false, false],
    )
    const dispatcher = await ordered.harness.dispatcher()
    await allEnded()
    await dispatcher.stop()
    assert.deepEqual(idsReceived(), [first, second, third, fourth])
  })

  it('do not spend their time while they are blocked', async () => {
    const [first = ''] = await store('a', 'a')
    await ordered.harness.passLeases()
    const { id } = await statusOf(first)
    await locked((tx) => tx.query({ text: 'DELETE FROM delivery_due WHERE delivery_id = $1', values: [id] }))
    const [next] = await ordered.harness.database.query<{ left: number; is_due: boolean }>({
      text: `SELECT extract(epoch FROM give_up_at - plinth_now())::float8 AS left, next_at <= plinth_now() AS is_due FROM delivery_due
        WHERE endpoint_id = $1`,
      values: [ordered.endpointId],
    })
    assert.ok(next?.is_due && Math.round(next.left) >= 86_399, `${next?.left} s are left of a day`)
  })
})
