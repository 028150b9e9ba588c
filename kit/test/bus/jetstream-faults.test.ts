import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import { type Bus, type BusMessage, jetStreamBus, type SubscribeOptions } from '@plinth/kit/bus'
import { openLog } from '@plinth/kit/log'
import { eventually } from '@plinth/testkit'
import { type DedicatedNats, dedicatedNats } from '@plinth/testkit/servers'

const log = openLog({ level: process.env['LOG_LEVEL'] ?? 'silent', name: 'test' })
const hanging = fileURLToPath(new URL('./hanging-subscriber.ts', import.meta.url))

const message = (id: string): BusMessage => ({
  subject: 'plinth.events.ws_1.thing.made',
  id,
  data: new TextEncoder().encode(id),
  traceparent: '',
})
const numbered = (count: number): BusMessage[] => Array.from({ length: count }, (_, index) => message(`evt_${index}`))

describe('JetStream bus, when things break', () => {
  let server: DedicatedNats
  let bus: Bus
  let replica: Bus
  before(async () => {
    server = await dedicatedNats()
  })
  after(() => server.stop())
  beforeEach(async () => {
    bus = await jetStreamBus({ url: server.url, name: 'one', log, ackWaitMs: 1_500 })
    replica = await jetStreamBus({ url: server.url, name: 'two', log, ackWaitMs: 1_500 })
  })
  afterEach(async () => {
    await Promise.all([bus.close(), replica.close()])
    await restartWiped(server)
  })

  const collect = async (on: Bus, options: Partial<SubscribeOptions> = {}): Promise<string[]> => {
    const got: string[] = []
    const handler = async (messages: readonly BusMessage[]) => void got.push(...messages.map(({ id }) => id))
    await on.subscribe({ durable: 'd', subjects: ['plinth.events.>'], batchMax: 100, handler, ...options })
    return got
  }

  it('gives what a replica held when it was killed to another', async () => {
    const child = spawn(process.execPath, [hanging, server.url, 'd', 'plinth.events.>'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    assert.equal((await lines.next()).value, 'subscribed')
    await bus.publish([message('evt_1'), message('evt_2')])
    const held = String((await lines.next()).value).split(' ')
    child.kill('SIGKILL')
    await once(child, 'exit')
    const got = await collect(bus)
    await eventually(() => assert.deepEqual(got.toSorted(), ['evt_1', 'evt_2']))
    assert.ok(held.every((id) => got.includes(id)))
  })

  it('does not take a slow handler for a crashed one', async () => {
    // Long enough that a machine which is busy elsewhere is not a crashed one either.
    const ackWaitMs = 3_000
    const [one, two] = await Promise.all(
      ['slow', 'other'].map((name) => jetStreamBus({ url: server.url, name, log, ackWaitMs })),
    )
    assert.ok(one && two)
    const release = Promise.withResolvers<void>()
    const slow: string[] = []
    await collect(one, {
      batchMax: 1,
      handler: async (messages) => {
        await release.promise
        slow.push(...messages.map(({ id }) => id))
      },
    })
    await one.publish([message('evt_1')])
    await eventually(async () => assert.equal(await ackPending(server, 'd'), 1))
    const other = await collect(two)
    // Nothing is what must come, so there is nothing to wait for but time: twice the wait for an acknowledgement.
    await wait(2 * ackWaitMs + 500)
    assert.deepEqual(other, [])
    release.resolve()
    await eventually(async () => assert.equal(await ackPending(server, 'd'), 0))
    assert.deepEqual([slow, other], [['evt_1'], []])
    await Promise.all([one.close(), two.close()])
  })

  it('holds two batches at the most for a slow handler, whatever waits on the server', async () => {
    // Nothing of this is about redelivery: on a machine that stands still, what comes again would be what is held.
    const patient = await jetStreamBus({ url: server.url, name: 'patient', log, ackWaitMs: 60_000 })
    const release = Promise.withResolvers<void>()
    const handled = new Set<string>()
    await collect(patient, {
      batchMax: 20,
      handler: async (messages) => {
        await release.promise
        for (const { id } of messages) handled.add(id)
      },
    })
    await patient.publish(numbered(2000))
    await eventually(async () => assert.equal(await ackPending(server, 'd'), 40)).finally(release.resolve)
    await eventually(() => assert.equal(handled.size, 2000))
    await patient.close()
  })

  it('goes on after the server was killed and its store wiped: publish, durables and announcements', async () => {
    const got = await collect(bus)
    const heard: string[] = []
    await replica.listen('plinth.test', (data) => void heard.push(new TextDecoder().decode(data)))
    await bus.publish([message('evt_1')])
    await eventually(() => assert.deepEqual(got, ['evt_1']))
    await restartWiped(server)
    await eventually(() => bus.publish([message('evt_2')]))
    await eventually(() => assert.deepEqual(got, ['evt_1', 'evt_2']))
    await eventually(() => replica.ready())
    await eventually(() => {
      bus.announce('plinth.test', new TextEncoder().encode('heard'))
      assert.ok(heard.includes('heard'))
    })
  })

  it('tells a listener when announcements may have been missed: at the start, and around every outage', async () => {
    let gaps = 0
    const subscription = await replica.listen('plinth.test', () => undefined, { onGap: () => void gaps++ })
    assert.equal(gaps, 1)
    await server.kill()
    await eventually(() => assert.equal(gaps, 2))
    await server.start()
    await eventually(() => assert.equal(gaps, 3))
    await subscription.stop()
    await server.kill()
    await eventually(() => assert.rejects(replica.ready(), /cannot be reached/))
    assert.equal(gaps, 3)
    await server.start()
  })

  it('does not settle messages of a wiped stream on the one that follows it', async () => {
    const release = Promise.withResolvers<void>()
    const calls = new Map<string, number>()
    const finished: string[] = []
    await collect(bus, {
      batchMax: 5,
      handler: async (messages) => {
        const isFirst = messages.some(({ id }) => !calls.has(id))
        for (const { id } of messages) calls.set(id, (calls.get(id) ?? 0) + 1)
        if (calls.has('evt_0') && calls.size <= 5) await release.promise
        else if (isFirst) throw new Error('not yet')
        finished.push(...messages.map(({ id }) => id))
      },
    })
    await bus.publish(numbered(5))
    await eventually(() => assert.equal(calls.size, 5))
    await restartWiped(server)
    const others = numbered(10).slice(5)
    await eventually(() => replica.publish(others))
    await eventually(async () => assert.equal(await ackPending(server, 'd'), 5))
    release.resolve()
    await eventually(() =>
      assert.ok(
        others.every(({ id }) => finished.includes(id)),
        `finished ${finished}`,
      ),
    )
  })

  it('keeps what it had accepted when the server is killed and started on the same store', async () => {
    await bus.publish(numbered(500))
    await server.kill()
    await server.start()
    await eventually(() => bus.ready())
    const got = await collect(bus)
    await eventually(() => assert.equal(new Set(got).size, 500))
  })

  it('makes the stream again when a publish finds none, and the durable finds it', async () => {
    const got = await collect(bus)
    await withManager(server, (manager) => manager.streams.delete('EVENTS'))
    await replica.publish([message('evt_1')])
    await eventually(() => assert.deepEqual(got, ['evt_1']))
  })

  it('makes the stream again when it is asked whether it is ready', async () => {
    await withManager(server, (manager) => manager.streams.delete('EVENTS'))
    await bus.ready()
    await withManager(server, (manager) => manager.streams.info('EVENTS'))
  })

  it('makes its durable again when it is gone', async () => {
    const got = await collect(bus)
    await withManager(server, (manager) => manager.consumers.delete('EVENTS', 'd'))
    await bus.publish([message('evt_1')])
    await eventually(() => assert.deepEqual(got, ['evt_1']))
  })

  it('refuses at once while the server is away, and takes it back', async () => {
    await server.kill()
    await eventually(() => assert.rejects(bus.ready(), /NATS cannot be reached/))
    await assert.rejects(bus.publish([message('evt_1')]), /NATS cannot be reached/)
    bus.announce('plinth.test')
    await server.start()
    await eventually(() => bus.ready())
    await bus.publish([message('evt_1')])
  })
})

describe('JetStream bus, at start', () => {
  it('says in a sentence that names NATS_URL, and no password, that the server does not answer', async () => {
    const server = await dedicatedNats()
    await server.stop()
    const url = server.url.replace('nats://', 'nats://me:hunter2@')
    await assert.rejects(jetStreamBus({ url, name: 'test', log }), (error: Error) => {
      assert.match(error.message, /^NATS does not answer at 127\.0\.0\.1:\d+: start it, or correct NATS_URL\.$/)
      return true
    })
  })
})

async function restartWiped(server: DedicatedNats): Promise<void> {
  await server.kill()
  await server.wipe()
  await server.start()
}

async function withManager<T>(server: DedicatedNats, fn: (manager: JetStreamManager) => Promise<T>): Promise<T> {
  const nc: NatsConnection = await connect({ servers: server.url })
  try {
    return await fn(await jetstreamManager(nc))
  } finally {
    await nc.close()
  }
}

const ackPending = (server: DedicatedNats, durable: string): Promise<number> =>
  withManager(server, async (manager) => (await manager.consumers.info('EVENTS', durable)).num_ack_pending)
