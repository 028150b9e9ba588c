// Messages that a replica holds while its handler runs: how many, how long, and whose they are when server or replica goes.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { Bus } from '@plinth/kit/bus'
import { eventually } from '@plinth/testkit'
import { collect, everything, heldHandler, message, natsScene, numbered } from './nats-scene.ts'

describe('messages that a JetStream replica holds', () => {
  const scene = natsScene()
  const { ackPending } = scene

  it('stay with a slow handler', async () => {
    // A process that stands still for 4 s is a crashed one.
    const ackWaitMs = 6_000
    const [one, two] = [await scene.open(ackWaitMs), await scene.open(ackWaitMs)]
    const slow = heldHandler()
    try {
      await one.subscribe(everything({ batchMax: 1, handler: slow.handler }))
      await one.publish([message('evt_1')])
      assert.deepEqual(await slow.first, ['evt_1'])
      const other = await collect(two)
      // Nothing is what must come, so there is nothing to wait for but time: more than the wait for an acknowledgement.
      await wait(1.4 * ackWaitMs)
      assert.deepEqual([other, await ackPending()], [[], 1])
      slow.release()
      await eventually(async () => assert.equal(await ackPending(), 0))
      assert.deepEqual(other, [])
    } finally {
      slow.release()
    }
  })

  it('are two batches at the most, whatever waits on the server', async () => {
    const batchMax = 20
    // Nothing of this is about redelivery: on a machine that stands still, what comes again would be what is held.
    const patient = await scene.open(60_000)
    const release = Promise.withResolvers<void>()
    const batches: number[] = []
    const handled = new Set<string>()
    try {
      await patient.subscribe(
        everything({
          batchMax,
          handler: async (messages) => {
            batches.push(messages.length)
            await release.promise
            for (const { id } of messages) handled.add(id)
          },
        }),
      )
      await patient.publish(numbered(2000))
      // The first batch is what had come by then: from one message to a whole batch.
      const held = await eventually(async () => {
        const [first = 0] = batches
        assert.equal(await ackPending(), first + batchMax)
        return first
      })
      assert.ok(held >= 1 && held <= batchMax, `the first batch was ${held}`)
    } finally {
      release.resolve()
    }
    await eventually(() => assert.equal(handled.size, 2000))
  })

  it('are not settled on the stream that follows a wiped one', async () => {
    const [bus, replica] = [await scene.open(), await scene.open()]
    const [old, others] = [numbered(5), numbered(10).slice(5)]
    const release = Promise.withResolvers<void>()
    const seen = new Set<string>()
    const finished: string[] = []
    try {
      await bus.subscribe(
        everything({
          batchMax: 5,
          handler: async (messages) => {
            const ids = messages.map(({ id }) => id)
            const areNew = ids.some((id) => !seen.has(id))
            for (const id of ids) seen.add(id)
            if (old.some(({ id }) => ids.includes(id))) return release.promise
            if (areNew) throw new Error('not yet')
            finished.push(...ids)
          },
        }),
      )
      await bus.publish(old)
      await eventually(() => assert.ok(seen.has('evt_0')))
      await scene.restartWiped()
      await eventually(() => replica.publish(others))
      await eventually(async () => assert.equal(await ackPending(), 5))
    } finally {
      release.resolve()
    }
    await eventually(() => assert.deepEqual([...new Set(finished)].sort(), others.map(({ id }) => id).sort()))
  })

  it('come again when the server goes away while a stopped replica still handles them', async () => {
    const [bus, replica] = [await scene.open(), await scene.open()]
    const held = heldHandler()
    try {
      const gaps = await gapsOf(bus)
      const subscription = await bus.subscribe(everything({ handler: held.handler }))
      await bus.publish([message('evt_1')])
      await held.first
      const stopping = subscription.stop()
      await scene.server().kill()
      await eventually(() => assert.equal(gaps(), 2))
      held.release()
      await stopping
      await bus.close()
    } finally {
      held.release()
      await scene.server().start()
    }
    await eventually(() => replica.ready())
    const got = await collect(replica)
    await eventually(() => assert.deepEqual(got, ['evt_1']))
  })

  it('are not settled by a replica that stopped while the server was away', async () => {
    const [bus, replica] = [await scene.open(), await scene.open(60_000)]
    const [held, other] = [heldHandler(), heldHandler()]
    try {
      const gaps = await gapsOf(bus)
      const subscription = await bus.subscribe(everything({ handler: held.handler }))
      await bus.publish([message('evt_1')])
      await held.first
      await scene.server().kill()
      await eventually(() => assert.equal(gaps(), 2))
      const stopping = subscription.stop()
      await scene.server().wipe()
      await scene.server().start()
      await eventually(() => bus.ready())
      await eventually(() => replica.subscribe(everything({ handler: other.handler })))
      await replica.publish([message('evt_2')])
      await other.first
      held.release()
      await stopping
      assert.equal(await ackPending(), 1)
    } finally {
      held.release()
      other.release()
    }
  })
})

/** How often the bus has told of a gap: once at the start, and once when the server went away. */
async function gapsOf(bus: Bus): Promise<() => number> {
  let gaps = 0
  await bus.listen('plinth.test', () => undefined, { onGap: () => void gaps++ })
  return () => gaps
}
