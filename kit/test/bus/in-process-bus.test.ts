import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type BusMessage, inProcessBus } from '@plinth/kit/bus'
import { openLog } from '@plinth/kit/log'
import { eventually } from '@plinth/testkit'
import { announcementsContract } from './announcements.contract.ts'
import { busContract } from './bus.contract.ts'
import { hangingHandlerContract } from './hanging-handler.contract.ts'

const log = openLog({ level: 'silent', name: 'test' })

const start = async () => {
  const bus = inProcessBus({ log })
  return { open: async () => bus, stop: () => bus.close() }
}
busContract('in-process bus', start)
announcementsContract('in-process bus', start)
hangingHandlerContract('in-process bus', start)

const message = (id: number): BusMessage => ({
  subject: 'plinth.events.ws_1.thing.made',
  id: `evt_${id}`,
  data: new Uint8Array([id]),
  traceparent: '',
})

describe('in-process bus', () => {
  it('gives what a stopped replica had not finished to the next of the same durable', async () => {
    const bus = inProcessBus({ log })
    const begun = Promise.withResolvers<void>()
    const dies = Promise.withResolvers<void>()
    const first = await bus.subscribe({
      durable: 'd',
      subjects: ['plinth.events.>'],
      batchMax: 10,
      handler: async () => {
        begun.resolve()
        await dies.promise
      },
    })
    await bus.publish([message(1), message(2)])
    await begun.promise
    const stopped = first.stop()
    dies.reject(new Error('died'))
    await stopped
    const got: string[] = []
    await bus.subscribe({
      durable: 'd',
      subjects: ['plinth.events.>'],
      batchMax: 10,
      handler: async (messages) => void got.push(...messages.map(({ id }) => id)),
    })
    await eventually(() => assert.deepEqual(got.toSorted(), ['evt_1', 'evt_2']))
    await bus.close()
  })

  it('makes publish wait while a slow handler is 1,024 messages behind, so that memory does not grow', async () => {
    const bus = inProcessBus({ log })
    const release = Promise.withResolvers<void>()
    let handled = 0
    await bus.subscribe({
      durable: 'slow',
      subjects: ['plinth.events.>'],
      batchMax: 100,
      handler: async (messages) => {
        await release.promise
        handled += messages.length
      },
    })
    await bus.publish(Array.from({ length: 1024 }, (_, index) => message(index)))
    let hasAccepted = false
    const more = bus.publish(Array.from({ length: 1024 }, (_, index) => message(2000 + index))).then(() => {
      hasAccepted = true
    })
    await new Promise((resolve) => setImmediate(resolve))
    assert.equal(hasAccepted, false)
    release.resolve()
    await more
    await eventually(() => assert.equal(handled, 2048))
    await bus.close()
  })
})
