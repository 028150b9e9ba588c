import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import type { BusMessage } from '@plinth/kit/bus'
import { eventually } from '@plinth/testkit'
import { type BusUnderTest, encode, textOf, twoClients } from './two-clients.ts'

/** Subjects and durables of one test's own. */
function scene() {
  const workspace = `ws_${randomUUID().replaceAll('-', '')}`
  return {
    durable: `d_${workspace}`,
    subjects: [`plinth.events.${workspace}.>`],
    message: (id: string, type = 'thing.made'): BusMessage => ({
      subject: `plinth.events.${workspace}.${type}`,
      id: `${workspace}-${id}`,
      data: encode(id),
      traceparent: '',
    }),
  }
}

const idsOf = (messages: readonly BusMessage[]): string[] => messages.map((message) => textOf(message.data))

/** Promises of every driver of the bus. */
export function busContract(name: string, start: () => Promise<BusUnderTest>): void {
  describe(`${name}: the contract of the bus`, () => {
    const on = twoClients(start)

    it('hands every message of a matching subject to the subscription, as it was published', async () => {
      const { durable, subjects, message } = scene()
      const got: BusMessage[] = []
      await on.bus.subscribe({
        durable,
        subjects,
        batchMax: 10,
        handler: async (messages) => void got.push(...messages),
      })
      const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
      await on.bus.publish([{ ...message('1'), traceparent }])
      await eventually(() => assert.equal(got.length, 1))
      assert.deepEqual(
        got.map((each) => ({ ...each, data: textOf(each.data) })),
        [{ ...message('1'), data: '1', traceparent }],
      )
    })

    it('leaves out what does not match: * is one token, > the rest', async () => {
      const { durable, subjects, message } = scene()
      const made: string[] = []
      const all: string[] = []
      const one = (subjects[0] ?? '').replace('>', '*.made')
      await on.bus.subscribe({
        durable,
        subjects: [one],
        batchMax: 10,
        handler: async (messages) => void made.push(...idsOf(messages)),
      })
      await on.bus.subscribe({
        durable: `${durable}_all`,
        subjects,
        batchMax: 10,
        handler: async (messages) => void all.push(...idsOf(messages)),
      })
      await on.bus.publish([message('1', 'thing.gone'), message('2', 'thing.made'), message('3', 'thing.made.twice')])
      await eventually(() => assert.equal(all.length, 3))
      await eventually(() => assert.deepEqual(made, ['2']))
    })

    it('hands over at most batchMax at once, and loses none of many', async () => {
      const { durable, subjects, message } = scene()
      const numbered = (from: number, to: number) =>
        Array.from({ length: to - from }, (_, index) => message(String(from + index)))
      const sizes: number[] = []
      const got = new Set<string>()
      const begin = Promise.withResolvers<void>()
      await on.bus.subscribe({
        durable,
        subjects,
        batchMax: 50,
        handler: async (messages) => {
          await begin.promise
          sizes.push(messages.length)
          for (const id of idsOf(messages)) got.add(id)
        },
      })
      // Those that are there when the handler is free: how many come together afterwards is a matter of speed.
      await on.bus.publish(numbered(0, 1000))
      begin.resolve()
      await eventually(() => assert.equal(got.size, 1000))
      assert.ok(sizes.length < 500, `messages come in batches, not in ${sizes.length} calls`)
      await on.bus.publish(numbered(1000, 3000))
      await eventually(() => assert.equal(got.size, 3000))
      assert.ok(Math.max(...sizes) <= 50)
    })

    it('hands a message over again until a handler that rejected it has returned', async () => {
      const { durable, subjects, message } = scene()
      let calls = 0
      const finished: string[] = []
      await on.bus.subscribe({
        durable,
        subjects,
        batchMax: 10,
        handler: async (messages) => {
          calls++
          if (calls <= 3) throw new Error('not yet')
          finished.push(...idsOf(messages))
        },
      })
      await on.bus.publish([message('1')])
      await eventually(() => assert.deepEqual(finished, ['1']))
      assert.equal(calls, 4)
    })

    it('does not let one message that is always rejected hold back its neighbours', async () => {
      const { durable, subjects, message } = scene()
      const finished = new Set<string>()
      await on.bus.subscribe({
        durable,
        subjects,
        batchMax: 10,
        handler: async (messages) => {
          if (idsOf(messages).includes('poison')) throw new Error('never')
          for (const id of idsOf(messages)) finished.add(id)
        },
      })
      await on.bus.publish([message('1'), message('poison'), message('2'), message('3')])
      await eventually(() => assert.deepEqual([...finished].sort(), ['1', '2', '3']))
    })

    it('gives every message to each of two subscriptions', async () => {
      const { durable, subjects, message } = scene()
      const first: string[] = []
      const second: string[] = []
      await on.bus.subscribe({
        durable: `${durable}_1`,
        subjects,
        batchMax: 10,
        handler: async (messages) => void first.push(...idsOf(messages)),
      })
      await on.replica.subscribe({
        durable: `${durable}_2`,
        subjects,
        batchMax: 10,
        handler: async (messages) => void second.push(...idsOf(messages)),
      })
      await on.bus.publish([message('1'), message('2'), message('3')])
      await eventually(() => assert.deepEqual([first.length, second.length], [3, 3]))
      assert.deepEqual(
        [first.sort(), second.sort()],
        [
          ['1', '2', '3'],
          ['1', '2', '3'],
        ],
      )
    })

    it('shares the work between two replicas of one durable, each message to one of them', async () => {
      const { durable, subjects, message } = scene()
      const got: string[] = []
      const both = new Set<string>()
      // A replica with a message waits for the other one to have one too: a replica that never gets any would hang here.
      const meet = Promise.withResolvers<void>()
      const handlerOf = (who: string) => async (messages: readonly BusMessage[]) => {
        both.add(who)
        if (both.size === 2) meet.resolve()
        await meet.promise
        got.push(...idsOf(messages))
      }
      await on.bus.subscribe({ durable, subjects, batchMax: 5, handler: handlerOf('first') })
      await on.replica.subscribe({ durable, subjects, batchMax: 5, handler: handlerOf('second') })
      await on.bus.publish(Array.from({ length: 100 }, (_, index) => message(String(index))))
      await eventually(() => assert.equal(new Set(got).size, 100))
      assert.equal(got.length, 100)
    })

    it('holds a message published twice under one id once', async () => {
      const { durable, subjects, message } = scene()
      const got: string[] = []
      await on.bus.subscribe({
        durable,
        subjects,
        batchMax: 1,
        handler: async (messages) => void got.push(...idsOf(messages)),
      })
      await on.bus.publish([message('1'), message('1')])
      await on.bus.publish([message('1')])
      await eventually(() => assert.deepEqual(got, ['1']))
      await on.bus.publish([message('1'), message('2')])
      await eventually(() => assert.ok(got.includes('2')))
      assert.deepEqual(got, ['1', '2'])
    })

    it('waits for the handler in flight when a subscription stops, and delivers nothing to it afterwards', async () => {
      const { durable, subjects, message } = scene()
      const got: string[] = []
      const begun = Promise.withResolvers<void>()
      const release = Promise.withResolvers<void>()
      const subscription = await on.bus.subscribe({
        durable,
        subjects,
        batchMax: 1,
        handler: async (messages) => {
          begun.resolve()
          await release.promise
          got.push(...idsOf(messages))
        },
      })
      await on.bus.publish([message('1')])
      await begun.promise
      let hasStopped = false
      const stopped = subscription.stop().then(() => {
        hasStopped = true
      })
      await on.bus.publish([message('2')])
      assert.equal(hasStopped, false)
      release.resolve()
      await stopped
      assert.deepEqual(got, ['1'])
      const later: string[] = []
      await on.replica.subscribe({
        durable,
        subjects,
        batchMax: 1,
        handler: async (messages) => void later.push(...idsOf(messages)),
      })
      await eventually(() => assert.deepEqual(later, ['2']))
      assert.deepEqual(got, ['1'])
    })

    it('refuses a message the stream could not hold', async () => {
      const { message } = scene()
      await assert.rejects(
        on.bus.publish([{ ...message('1'), subject: 'plinth.ingested' }]),
        /not a subject of the event stream/,
      )
      await assert.rejects(
        on.bus.publish([{ ...message('1'), subject: 'plinth.events.*.x' }]),
        /not a subject of the event stream/,
      )
      await assert.rejects(on.bus.publish([{ ...message('1'), id: '' }]), /has no id/)
    })

    it('is ready while open; closed, it says so and delivers nothing more', async () => {
      const other = await start()
      const closing = await other.open()
      await closing.ready()
      await closing.close()
      const { message } = scene()
      await assert.rejects(closing.ready(), /closed/)
      await assert.rejects(closing.publish([message('1')]), /closed/)
      closing.announce('plinth.test.closed')
      await other.stop()
    })
  })
}
