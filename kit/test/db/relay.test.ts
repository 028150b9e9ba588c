import assert from 'node:assert/strict'
import { afterEach, before, beforeEach, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Database, type OutboxRow, type Relay, setTestClock, startRelay } from '@plinth/kit/db'
import { Event, Ingested } from '@plinth/proto/events/v1/event.ts'
import { eventually, runProcess } from '@plinth/testkit'
import { allEvents, ingestedSubject } from '../../src/bus/bus.ts'
import { clock, log, plumbedDatabase, scratchDatabase } from './scratch.ts'
import { UnreliableBus } from './unreliable-bus.ts'

describe('the relay', () => {
  let database: Database & { url: string }
  let bus: UnreliableBus
  const relays: Relay[] = []
  const received = new Map<string, number>()
  const outbox = () => database.query<OutboxRow>({ text: 'SELECT * FROM outbox ORDER BY id' })
  const relayOn = (on: Database): Relay => {
    const relay = startRelay({ part: 'tests', database: on, bus, clock, log })
    relays.push(relay)
    return relay
  }
  const emit = (on: Database, objectId: string, consumers: readonly string[] = ['reader']) =>
    on.transaction(async (tx) =>
      tx.emit({ type: 'thing.made', workspaceId: 'w', objectId, objectType: 'thing', attributes: {}, consumers }),
    )
  const subscribe = (durable: string) =>
    bus.subscribe({
      durable,
      subjects: [allEvents],
      batchMax: 100,
      handler: async (messages) => {
        const eventIds = messages.map((message) => Event.decode(message.data).id)
        for (const id of eventIds) received.set(`${durable} ${id}`, (received.get(`${durable} ${id}`) ?? 0) + 1)
        bus.announce(ingestedSubject, Ingested.encode({ consumer: durable, eventIds }).finish())
      },
    })
  const isEmpty = () => eventually(async () => assert.equal((await outbox()).length, 0))
  const databaseTime = async () => {
    const [row] = await database.query<{ now: Date }>({ text: 'SELECT plinth_now()::timestamptz(3) AS now' })
    return row?.now.getTime() ?? assert.fail('no time')
  }
  const advance = async (seconds: number, relay: Relay) => {
    await setTestClock(database, seconds * 1000)
    relay.wake()
  }

  before(async () => {
    database = await plumbedDatabase()
  })
  beforeEach(async () => {
    bus = new UnreliableBus()
    received.clear()
    await setTestClock(database, 0)
    await database.query({ text: 'DELETE FROM outbox' })
  })
  afterEach(async () => {
    await Promise.all(relays.splice(0).map((relay) => relay.stop()))
    await bus.close()
  })

  it('publishes right after the commit, and forgets an event once its consumer has it', async () => {
    await subscribe('reader')
    relayOn(database)
    const ids = await Promise.all(Array.from({ length: 100 }, (_, i) => emit(database, `o${i}`)))
    await isEmpty()
    assert.deepEqual(
      ids.map((id) => received.get(`reader ${id}`)),
      ids.map(() => 1),
    )
  })

  it("sends the transaction's own time", async () => {
    await emit(database, 'timed')
    const [row] = await outbox()
    bus.isForgetful = true
    await advance(10, relayOn(database))
    await eventually(() => assert.equal(bus.published.length, 1))
    const [message] = bus.published
    assert.ok(row && message)
    assert.deepEqual(Event.decode(message.data).createdAt, row.created_at)
    assert.deepEqual([message.id, message.subject], [row.id, 'plinth.events.w.thing.made'])
  })

  it('keeps an event until every consumer it awaits has it', async () => {
    await subscribe('reader')
    relayOn(database)
    await emit(database, 'two', ['reader', 'auditor'])
    await eventually(async () =>
      assert.deepEqual(
        (await outbox()).map((row) => row.awaiting),
        [['auditor']],
      ),
    )
    const [row] = await outbox()
    bus.announce(ingestedSubject, Ingested.encode({ consumer: 'auditor', eventIds: [row?.id ?? ''] }).finish())
    await isEmpty()
  })

  it('deletes an event that no consumer awaits once the bus has it', async () => {
    relayOn(database)
    await emit(database, 'nobody', [])
    await isEmpty()
    assert.equal(bus.published.length, 1)
  })

  it('publishes events that were committed while no relay ran', async () => {
    await subscribe('reader')
    const ids = await Promise.all(Array.from({ length: 600 }, (_, i) => emit(database, `o${i}`)))
    await advance(6, relayOn(database))
    await isEmpty()
    assert.equal(received.size, ids.length)
  })

  it('publishes what a process had committed when it was killed', async () => {
    await subscribe('reader')
    const script = fileURLToPath(new URL('processes/commit-then-wait.ts', import.meta.url))
    const child = runProcess(script, [database.url])
    const [, id] = await child.line(/committed (\S+)/)
    await child.kill('SIGKILL')
    assert.deepEqual(
      (await outbox()).map((row) => row.id),
      [id],
    )
    await advance(6, relayOn(database))
    await isEmpty()
    assert.equal(received.get(`reader ${id}`), 1)
  })

  it('publishes everything after a bus that was away comes back', async () => {
    await subscribe('reader')
    const relay = relayOn(database)
    bus.isAway = true
    const id = await emit(database, 'away')
    for (const seconds of [6, 30, 120]) {
      await advance(seconds, relay)
      assert.deepEqual(
        (await outbox()).map((row) => row.id),
        [id],
      )
    }
    bus.isAway = false
    relay.wake()
    await isEmpty()
    assert.equal(received.get(`reader ${id}`), 1)
  })

  it('publishes again, up to an hour later, what no consumer confirms: a day without one makes few copies', async () => {
    bus.isForgetful = true
    const relay = relayOn(database)
    let [count, due] = [0, await databaseTime()]
    const id = await emit(database, 'unconfirmed')
    const delays = [5, 10, 20, 40, 80, 160, 320, 640, 1_280, 2_560, 3_600, 3_600]
    const sent = async (after: number) => {
      const [row] = await database.query<{ publish_count: number; next_publish_at: Date }>({
        text: 'SELECT publish_count, next_publish_at FROM outbox',
      })
      assert.ok(row !== undefined && row.publish_count > after)
      return row
    }
    for (let seconds = 0; ; ) {
      // Its times are the database's own: however slow this is, it was sent when it was due, and is due so long after.
      const row = await eventually(() => sent(count))
      const delay = delays[row.publish_count - 1] ?? 0
      const sentAt = row.next_publish_at.getTime() - delay * 1000
      assert.ok(due <= sentAt && sentAt <= (await databaseTime()), `due ${due}, sent ${sentAt}`)
      ;[count, due] = [row.publish_count, row.next_publish_at.getTime()]
      await eventually(async () => assert.equal(bus.published.length, (await sent(0)).publish_count))
      if (count >= delays.length) break
      seconds += delay + 2
      await advance(seconds, relay)
    }
    await subscribe('reader')
    bus.isForgetful = false
    await advance(20_000, relay)
    await isEmpty()
    assert.equal(received.get(`reader ${id}`), 1)
  })

  const waitForHours = async (count: number) => {
    const ids = await emitted(count, (i) => emit(database, `o${i}`))
    await database.query({
      text: `UPDATE outbox SET publish_count = 11, next_publish_at = plinth_now() + interval '1 hour'`,
    })
    return ids
  }

  it('publishes at once what a bus held whose store was wiped, also to a process that starts after it', async () => {
    await subscribe('reader')
    for (const isRunning of [true, false]) {
      const before = isRunning ? relayOn(database) : undefined
      if (isRunning) await eventually(() => assert.ok(bus.isAsked))
      bus.isForgetful = true
      await waitForHours(20)
      bus.isForgetful = false
      bus.since = new Date()
      const relay = before ?? relayOn(database)
      relay.wake()
      await isEmpty()
      await Promise.all(relays.splice(0).map((one) => one.stop()))
    }
  })

  it('publishes all that a lost store held, however much it was', async () => {
    const count = 12_000
    await database.query({
      text: `INSERT INTO outbox (id, subject, payload, traceparent, awaiting, next_publish_at)
        SELECT 'evt_0' || lpad(n::text, 6, '0'), 'plinth.events.w.t', '', '', '{reader}', plinth_now() + interval '1 hour'
        FROM generate_series(1, $1::int) n`,
      values: [count],
    })
    bus.since = new Date()
    relayOn(database).wake()
    await eventually(() => assert.equal(new Set(bus.published.map(({ id }) => id)).size, count), { timeoutMs: 60_000 })
  })

  it('leaves what a bus still holds until its time, at a start too', async () => {
    bus.isForgetful = true
    await waitForHours(20)
    await relayOn(database).stop()
    const relay = relayOn(database)
    const late = await emit(database, 'late')
    await advance(6, relay)
    await eventually(() => assert.ok(bus.published.some(({ id }) => id === late)))
    assert.deepEqual(
      bus.published.filter(({ id }) => id !== late),
      [],
    )
  })

  it('does not let one message that the bus never takes hold up the others', async () => {
    await subscribe('reader')
    const poison = await emit(database, 'poison')
    bus.refuses = (message) => message.id === poison
    await Promise.all(Array.from({ length: 20 }, (_, i) => emit(database, `o${i}`)))
    await advance(6, relayOn(database))
    await eventually(async () =>
      assert.deepEqual(
        (await outbox()).map((row) => row.id),
        [poison],
      ),
    )
  })

  /** No more at once than there are connections: on a busy machine those that wait for one give up. */
  const emitted = async (count: number, emitOne: (at: number) => Promise<string>): Promise<string[]> => {
    const ids: string[] = []
    while (ids.length < count) {
      const from = ids.length
      ids.push(...(await Promise.all(Array.from({ length: 10 }, (_, at) => emitOne(from + at)))))
    }
    return ids
  }

  it('shares an outbox with other relays without harm', async () => {
    await subscribe('reader')
    const other = scratchDatabase(database.url)
    const missed = await emitted(300, (i) => emit(database, `m${i}`))
    await setTestClock(database, 6_000)
    relayOn(database)
    relayOn(other)
    const fresh = await emitted(200, (i) => emit(i % 2 ? database : other, `f${i}`))
    await isEmpty()
    for (const id of [...missed, ...fresh]) assert.equal(received.get(`reader ${id}`), 1)
  })

  it('forgets expired idempotency keys and keeps the others', async () => {
    await database.query({
      text: `INSERT INTO idempotency_key SELECT sha256(n::text::bytea), '', '', false, '', plinth_now() + n * interval '1 hour'
        FROM generate_series(-2500, 10) AS n WHERE n <> 0`,
    })
    const { keyStart, sweepExpiredKeys } = await import('../../src/db/idempotency/sweep-expired-keys.ts')
    await Promise.all([keyStart(), keyStart()].map((start) => sweepExpiredKeys(database, start)))
    assert.deepEqual(await database.query({ text: 'SELECT count(*) AS left FROM idempotency_key' }), [{ left: 10 }])
  })
})
