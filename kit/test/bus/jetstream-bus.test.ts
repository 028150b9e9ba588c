import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { connect } from '@nats-io/transport-node'
import { jetStreamBus } from '@plinth/kit/bus'
import { openLog } from '@plinth/kit/log'
import { eventually } from '@plinth/testkit'
import { type DedicatedNats, dedicatedNats } from '@plinth/testkit/servers'
import { announcementsContract } from './announcements.contract.ts'
import { busContract } from './bus.contract.ts'
import { hangingHandlerContract } from './hanging-handler.contract.ts'

const log = openLog({ level: process.env['LOG_LEVEL'] ?? 'silent', name: 'test' })

let server: DedicatedNats
before(async () => {
  server = await dedicatedNats()
})
after(() => server.stop())

describe('an announcement', () => {
  it('is no JetStream delivery to its subject for a user that may not announce', async () => {
    const bus = await jetStreamBus({ url: server.url, name: 'test', log })
    const raw = await connect({ servers: new URL(server.url).host })
    const subject = 'plinth.test.announced'
    const heard: string[] = []
    try {
      await bus.listen(subject, (data) => void heard.push(String(Buffer.from(data))))
      const subscription = await bus.subscribe({
        durable: 'forger',
        subjects: ['plinth.events.*.forged.made'],
        batchMax: 1,
        handler: async () => undefined,
      })
      await subscription.stop()
      raw.publish('plinth.events.wks_1.forged.made', 'forged')
      await raw.flush()
      const arrived = raw.subscribe(subject, { max: 1 })
      raw.publish('$JS.API.CONSUMER.MSG.NEXT.EVENTS.forger', JSON.stringify({ batch: 1 }), { reply: subject })
      for await (const msg of arrived) assert.equal(msg.string(), 'forged')
      bus.announce(subject, Buffer.from('true'))
      await eventually(() => assert.ok(heard.includes('true')))
      assert.deepEqual(heard, ['true'])
    } finally {
      await raw.close()
      await bus.close()
    }
  })
})

const start = async () => {
  const open: Awaited<ReturnType<typeof jetStreamBus>>[] = []
  return {
    open: async () => {
      const bus = await jetStreamBus({ url: server.url, name: 'test', log })
      open.push(bus)
      return bus
    },
    stop: async () => void (await Promise.all(open.map((bus) => bus.close()))),
  }
}
busContract('JetStream bus', start)
announcementsContract('JetStream bus', start)
hangingHandlerContract('JetStream bus', start)
