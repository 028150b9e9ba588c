import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { beforeEach, describe, it } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Bus, jetStreamBus } from '@plinth/kit/bus'
import { eventually } from '@plinth/testkit'
import { dedicatedNats } from '@plinth/testkit/servers'
import { collect, log, message, natsScene, numbered } from './nats-scene.ts'

const hanging = fileURLToPath(new URL('./hanging-subscriber.ts', import.meta.url))

describe('JetStream bus, when things break', () => {
  const scene = natsScene()
  const { withManager } = scene
  let bus: Bus
  let replica: Bus
  beforeEach(async () => {
    bus = await scene.open()
    replica = await scene.open()
  })

  it('gives what a replica held when it was killed to another', async () => {
    const child = spawn(process.execPath, [hanging, scene.server().url, 'd', 'plinth.events.>'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    let held: string[] = []
    try {
      assert.equal((await lines.next()).value, 'subscribed')
      await bus.publish([message('evt_1'), message('evt_2')])
      held = String((await lines.next()).value).split(' ')
    } finally {
      child.kill('SIGKILL')
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    const got = await collect(bus)
    await eventually(() => assert.deepEqual(got.toSorted(), ['evt_1', 'evt_2']))
    assert.ok(held.every((id) => got.includes(id)))
  })

  it('goes on after the server was killed and its store wiped: publish, durables and announcements', async () => {
    const got = await collect(bus)
    const heard: string[] = []
    await replica.listen('plinth.test', (data) => void heard.push(new TextDecoder().decode(data)))
    await bus.publish([message('evt_1')])
    await eventually(() => assert.deepEqual(got, ['evt_1']))
    await scene.restartWiped()
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
    await scene.server().kill()
    await eventually(() => assert.equal(gaps, 2))
    await scene.server().start()
    // A server that has just started may drop its first connections: more outages are more gaps.
    await eventually(() => assert.ok(gaps >= 3))
    await eventually(() => replica.ready())
    await subscription.stop()
    const heard = gaps
    await scene.server().kill()
    await eventually(() => assert.rejects(replica.ready(), /cannot be reached/))
    assert.equal(gaps, heard)
    await scene.server().start()
  })

  it('keeps what it had accepted when the server is killed and started on the same store', async () => {
    await bus.publish(numbered(500))
    await scene.server().kill()
    await scene.server().start()
    await eventually(() => bus.ready())
    const got = await collect(bus)
    await eventually(() => assert.equal(new Set(got).size, 500))
  })

  it('makes the stream again when a publish finds none, and the durable finds it', async () => {
    const got = await collect(bus)
    await withManager((manager) => manager.streams.delete('EVENTS'))
    await replica.publish([message('evt_1')])
    await eventually(() => assert.deepEqual(got, ['evt_1']))
  })

  it('makes the stream again when it is asked whether it is ready', async () => {
    await withManager((manager) => manager.streams.delete('EVENTS'))
    await bus.ready()
    await withManager((manager) => manager.streams.info('EVENTS'))
  })

  it('makes its durable again when it is gone', async () => {
    const got = await collect(bus)
    await withManager((manager) => manager.consumers.delete('EVENTS', 'd'))
    await bus.publish([message('evt_1')])
    await eventually(() => assert.deepEqual(got, ['evt_1']))
  })

  it('refuses at once while the server is away, and takes it back; what is its own it hears all the same', async () => {
    const { promise: heard, resolve: hear } = Promise.withResolvers<void>()
    await bus.listen('plinth.test', () => hear(), { isOwnAtOnce: true })
    await scene.server().kill()
    await eventually(() => assert.rejects(bus.ready(), /NATS cannot be reached/))
    await assert.rejects(bus.publish([message('evt_1')]), /NATS cannot be reached/)
    bus.announce('plinth.test')
    // Resolves while the server is away.
    await heard
    await scene.server().start()
    await eventually(() => bus.ready())
    await bus.publish([message('evt_1')])
  })

  it('calls no listener that was refused or never confirmed, not even with what is its own', async () => {
    const heard: string[] = []
    const listen = (subject: string) => bus.listen(subject, () => void heard.push(subject), { isOwnAtOnce: true })
    await assert.rejects(listen('no subject'), /subject/)
    await scene.server().pause()
    await assert.rejects(listen('plinth.test'), /no answer/)
    for (const subject of ['no subject', 'plinth.test']) bus.announce(subject)
    await nextTurn()
    assert.deepEqual(heard, [])
    await scene.server().resume()
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
