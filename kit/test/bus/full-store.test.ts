// JetStream answers and stores nothing: its store is full, or an operator closed the stream.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { DiscardPolicy, type JetStreamManager, jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { allEvents, type Bus, BusStoresNothing, ingestedSubject, jetStreamBus } from '@plinth/kit/bus'
import { startRelay } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { metricsText } from '@plinth/kit/metrics'
import { Event, Ingested } from '@plinth/proto/events/v1/event.ts'
import { configuredServer, eventually } from '@plinth/testkit'
import { type ConfiguredServer, throwawayFolder } from '@plinth/testkit/servers'
import { clock, plumbedDatabase } from '../db/scratch.ts'
import { log, message } from './nats-scene.ts'

describe('a JetStream that stores nothing', () => {
  let server: ConfiguredServer
  let bus: Bus
  beforeEach(async () => {
    const path = join(throwawayFolder('nats-config'), 'nats.conf')
    writeFileSync(path, 'jetstream { max_file_store: 1MB }\n')
    server = await configuredServer('nats', { configFile: { flag: '-c', path } })
    bus = await jetStreamBus({ url: server.url, name: 'test', log })
  })
  afterEach(async () => {
    await bus.close()
    await server.stop()
  })

  const withManager = async (fn: (manager: JetStreamManager) => Promise<unknown>) => {
    const nc = await connect({ servers: server.url })
    try {
      await fn(await jetstreamManager(nc))
    } finally {
      await nc.close()
    }
  }
  const fill = () =>
    assert.rejects(async () => {
      for (let at = 0; ; at++) await bus.publish([{ ...message(`evt_${at}`), data: Buffer.alloc(90_000) }])
    }, BusStoresNothing)
  const empty = () => withManager(({ streams }) => streams.purge('EVENTS'))

  it('is told apart from one that does not answer, with what to do', async () => {
    await fill()
    await bus.ready()
    await assert.rejects(
      bus.publish([message('evt_late')]),
      /NATS stores no events \(insufficient resources\): give JetStream more room/,
    )
    await empty()
    await bus.publish([message('evt_late')])
    await withManager(({ streams }) => streams.update('EVENTS', { max_msgs: 1, discard: DiscardPolicy.New }))
    await assert.rejects(bus.publish([message('evt_further')]), BusStoresNothing)
  })

  it('gets what waits within seconds once there is room, however long it was full, and the log says once why', async () => {
    const lines: string[] = []
    const database = await plumbedDatabase()
    await fill()
    const relayLog = openLog({ level: 'warn', name: 'test', stream: { write: (line) => void lines.push(line) } })
    const relay = startRelay({ part: 'tests', database, bus, clock, log: relayLog })
    const received = new Set<string>()
    const subscription = await bus.subscribe({
      durable: 'reader',
      subjects: [allEvents],
      batchMax: 50,
      handler: async (messages) => {
        const eventIds = messages.flatMap(({ data }) => (data.length < 90_000 ? [Event.decode(data).id] : []))
        for (const id of eventIds) received.add(id)
        bus.announce(ingestedSubject, Ingested.encode({ consumer: 'reader', eventIds }).finish())
      },
    })
    try {
      const emit = () =>
        database.transaction(async (tx) => {
          const about = { workspaceId: 'ws_1', objectId: 'o', objectType: 'thing' }
          return tx.emit({ type: 'thing.made', ...about, attributes: {}, consumers: ['reader'] })
        })
      const ids = [await emit(), await emit()]
      // As long as it is full, each look finds them due.
      for (let looks = 0; looks < 6; looks++) {
        await database.query({ text: `UPDATE outbox SET next_publish_at = plinth_now()` })
        relay.wake()
        await eventually(async () => {
          const [due] = await database.query({ text: 'SELECT FROM outbox WHERE next_publish_at <= plinth_now()' })
          assert.equal(due, undefined)
        })
      }
      await eventually(async () =>
        assert.deepEqual(await database.query({ text: 'SELECT max(publish_count) AS count FROM outbox' }), [
          { count: 1 },
        ]),
      )
      const said = lines.filter((line) => line.includes('NATS stores no events (insufficient resources)'))
      // Once by what publishes right after a commit, once by the sweep.
      assert.equal(said.length, 2)
      assert.equal(lines.length, 2)
      // A sweep between two tries finds nothing due, and has done nothing: the alert WorkStalled is about this figure.
      const overdueSeconds = async () =>
        Number(/^plinth_work_overdue_seconds\{kind="work",work="tests outbox"\} (\S+)$/m.exec(await metricsText())?.[1])
      await eventually(async () => assert.ok((await overdueSeconds()) > 3))
      await empty()
      await eventually(() =>
        assert.deepEqual(
          ids.filter((id) => !received.has(id)),
          [],
        ),
      )
      await eventually(async () => assert.equal(await overdueSeconds(), 0))
    } finally {
      await subscription.stop()
      await relay.stop()
    }
  })
})

describe('a NATS with short messages', () => {
  it('is named at the start', async () => {
    const path = join(throwawayFolder('nats-config'), 'nats.conf')
    writeFileSync(path, 'max_payload: 500000\n')
    const server = await configuredServer('nats', { configFile: { flag: '-c', path } })
    try {
      const lines: string[] = []
      const said = openLog({ level: 'warn', name: 'test', stream: { write: (line) => void lines.push(line) } })
      const bus = await jetStreamBus({ url: server.url, name: 'test', log: said })
      await bus.close()
      assert.match(lines[0] ?? '', /"bytesMax":500000.*raise its max_payload/)
    } finally {
      await server.stop()
    }
  })
})
