import { after, afterEach, before, beforeEach } from 'node:test'
import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { type Bus, type BusMessage, jetStreamBus, type SubscribeOptions } from '@plinth/kit/bus'
import { openLog } from '@plinth/kit/log'
import { type DedicatedNats, dedicatedNats } from '@plinth/testkit/servers'

export const log = openLog({ level: process.env['LOG_LEVEL'] ?? 'silent', name: 'test' })

export const message = (id: string): BusMessage => ({
  subject: 'plinth.events.ws_1.thing.made',
  id,
  data: new TextEncoder().encode(id),
  traceparent: '',
})
export const numbered = (count: number): BusMessage[] =>
  Array.from({ length: count }, (_, index) => message(`evt_${index}`))

/** Takes everything as the durable d. */
export const everything = (options: Partial<SubscribeOptions> & Pick<SubscribeOptions, 'handler'>) => ({
  durable: 'd',
  subjects: ['plinth.events.>'],
  batchMax: 100,
  ...options,
})

/** The ids that a bus hands out. */
export async function collect(on: Bus): Promise<string[]> {
  const got: string[] = []
  await on.subscribe(everything({ handler: async (messages) => void got.push(...messages.map(({ id }) => id)) }))
  return got
}

/** A handler that ends when it is let go, and a promise of the ids it was called with first. */
export function heldHandler() {
  const first = Promise.withResolvers<string[]>()
  const release = Promise.withResolvers<void>()
  const handler = (messages: readonly BusMessage[]) => {
    first.resolve(messages.map(({ id }) => id))
    return release.promise
  }
  return { handler, first: first.promise, release: release.resolve }
}

/** A NATS server of this suite's own with an empty store for each test, and buses that end with their test. */
export function natsScene() {
  let server: DedicatedNats
  let buses: Bus[] = []
  before(async () => {
    server = await dedicatedNats()
  })
  after(() => server.stop())
  beforeEach(() => {
    buses = []
  })
  afterEach(async () => {
    await Promise.all(buses.map((bus) => bus.close()))
    await restartWiped()
  })
  const restartWiped = async () => {
    await server.kill()
    await server.wipe()
    await server.start()
  }
  const withManager = async <T>(fn: (manager: JetStreamManager) => Promise<T>): Promise<T> => {
    const nc = await connect({ servers: server.url })
    try {
      return await fn(await jetstreamManager(nc))
    } finally {
      await nc.close()
    }
  }
  return {
    server: () => server,
    restartWiped,
    withManager,
    async open(ackWaitMs = 1_500): Promise<Bus> {
      const bus = await jetStreamBus({ url: server.url, name: `bus ${buses.length}`, log, ackWaitMs })
      buses.push(bus)
      return bus
    },
    /** How many messages the durable d has handed out that are not settled. */
    ackPending: (): Promise<number> =>
      withManager(async (manager) => (await manager.consumers.info('EVENTS', 'd')).num_ack_pending),
  }
}
