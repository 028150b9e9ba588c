import { after, before } from 'node:test'
import { jetStreamBus } from '@plinth/kit/bus'
import { openLog } from '@plinth/kit/log'
import { type DedicatedNats, dedicatedNats } from '@plinth/testkit/servers'
import { busContract } from './bus.contract.ts'

const log = openLog({ level: process.env['LOG_LEVEL'] ?? 'silent', name: 'test' })

let server: DedicatedNats
before(async () => {
  server = await dedicatedNats()
})
after(() => server.stop())

busContract('JetStream bus', async () => {
  const open: Awaited<ReturnType<typeof jetStreamBus>>[] = []
  return {
    open: async () => {
      const bus = await jetStreamBus({ url: server.url, name: 'test', log })
      open.push(bus)
      return bus
    },
    stop: async () => void (await Promise.all(open.map((bus) => bus.close()))),
  }
})
