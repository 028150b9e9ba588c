import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { allEvents, type Bus, ingestedSubject, jetStreamBus } from '@plinth/kit/bus'
import { type Database, type Relay, startRelay } from '@plinth/kit/db'
import { Event, Ingested } from '@plinth/proto/events/v1/event.ts'
import { eventually } from '@plinth/testkit'
import { type DedicatedNats, dedicatedNats } from '@plinth/testkit/servers'
import { clock, log, plumbedDatabase } from '../db/scratch.ts'

describe('the outbox over JetStream', () => {
  let server: DedicatedNats
  let database: Database
  let bus: Bus
  let relay: Relay
  before(async () => {
    ;[server, database] = await Promise.all([dedicatedNats(), plumbedDatabase()])
    bus = await jetStreamBus({ url: server.url, name: 'test', log })
    relay = startRelay({ part: 'tests', database, bus, clock, log })
  })
  after(async () => {
    await relay.stop()
    await bus.close()
    await server.stop()
  })

  const emit = (objectId: string): Promise<string> =>
    database.transaction(async (tx) =>
      tx.emit({
        type: 'thing.made',
        workspaceId: 'ws_1',
        objectId,
        objectType: 'thing',
        attributes: {},
        consumers: ['reader'],
      }),
    )
  const emitMany = (prefix: string): Promise<string[]> =>
    Promise.all(Array.from({ length: 100 }, (_, index) => emit(`${prefix}${index}`)))

  it('brings every event to its consumer although the store was wiped before it read one', async () => {
    const published = await emitMany('published')
    await eventually(async () => assert.equal(await messagesHeld(server), published.length))
    await database.query({
      text: `UPDATE outbox SET publish_count = 11, next_publish_at = plinth_now() + interval '1 hour'`,
    })
    await server.kill()
    const whileAway = await emitMany('away')
    await server.wipe()
    await server.start()
    await eventually(() => bus.ready())
    const afterwards = await emitMany('after')

    const received = new Set<string>()
    await bus.subscribe({
      durable: 'reader',
      subjects: [allEvents],
      batchMax: 50,
      handler: async (messages) => {
        const eventIds = messages.map(({ data }) => Event.decode(data).id)
        for (const id of eventIds) received.add(id)
        bus.announce(ingestedSubject, Ingested.encode({ consumer: 'reader', eventIds }).finish())
      },
    })
    const all = [...published, ...whileAway, ...afterwards]
    await eventually(
      () =>
        assert.deepEqual(
          all.filter((id) => !received.has(id)),
          [],
        ),
      { timeoutMs: 60_000 },
    )
    const unconfirmed = async () => (await database.query({ text: 'SELECT id FROM outbox' })).length
    await eventually(async () => assert.equal(await unconfirmed(), 0), { timeoutMs: 60_000 })
  })
})

async function messagesHeld(server: DedicatedNats): Promise<number> {
  const nc = await connect({ servers: server.url })
  try {
    return (await (await jetstreamManager(nc)).streams.info('EVENTS')).state.messages
  } finally {
    await nc.close()
  }
}
