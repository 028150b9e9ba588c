import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PublishingServiceService } from '@plinth/proto/webhooks/v1/publishing.ts'
import { eventually, make } from '@plinth/testkit'
import { type EventTypeReader, eventTypeReader, type KnownTypes, typesHold } from '../src/event-types/reader.ts'
import { applyEventTypes, refusedPatterns } from '../src/event-types/verbs.ts'
import { newEvent } from './product-events.ts'
import { paid, type } from './product-types.ts'
import { apply, harness, ofProduct, operator, subscribe } from './types-harness.ts'

/** The number of sessions of this database that wait for a lock. */
async function countWaiting(): Promise<number> {
  const waiting = await harness.database.query({
    text: `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  })
  return waiting.length
}
/** Works in a transaction that holds the types. */
const holding = <T>(reader: EventTypeReader, work: (types: KnownTypes) => Promise<T>): Promise<T> =>
  harness.database.transaction(async (tx, [found = []]) => work(await reader.held(tx, found)), {
    settings: [typesHold.lock],
    statements: [typesHold.version],
  })

const someoneWaits = () => eventually(async () => assert.equal(await countWaiting(), 1))

const applied = { isDryRun: false, unknownFeatures: [] }

describe('a subscription at the moment of a removal', () => {
  it('made first, keeps the type: the removal waits and is refused', async () => {
    await apply([paid])
    let removal: Promise<unknown> = Promise.resolve()
    await harness.database.transaction(async (tx) => {
      assert.equal((await refusedPatterns(tx, ['invoice.paid'])).size, 0)
      removal = assert.rejects(apply([]), { code: 'STATE_CONFLICT' })
      await someoneWaits()
      const { endpoint } = await subscribe(['*'])
      await tx.query({ text: `UPDATE endpoint SET events = '{invoice.paid}' WHERE id = $1`, values: [endpoint?.id] })
    })
    await removal
    assert.equal((await ofProduct()).length, 1)
  })

  it('coming second, waits and finds no type', async () => {
    await apply([paid])
    let subscription: Promise<unknown> = Promise.resolve()
    await harness.database.transaction(async (tx) => {
      await applyEventTypes(tx, operator(), [], applied)
      subscription = assert.rejects(subscribe(['invoice.paid']), { code: 'VALIDATION_ERROR' })
      await someoneWaits()
    })
    await subscription
  })

  it('whichever wins, no endpoint holds a type that is gone', async () => {
    for (let round = 0; round < 10; round += 1) {
      await apply([type(`round.r${round}`)])
      const outcomes = await Promise.allSettled([subscribe([`round.r${round}`]), apply([])])
      const codes = outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.code : 'done'))
      assert.ok(
        [
          ['VALIDATION_ERROR', 'done'],
          ['done', 'STATE_CONFLICT'],
        ].some((fine) => fine.join() === codes.join()),
        codes.join(),
      )
      await harness.database.query({ text: `UPDATE endpoint SET deleted_at = plinth_now()` })
    }
  })
})

describe('a change of types, a change of an endpoint and an event at once', () => {
  it('do not wait for each other in a circle: the event is stored while the other two wait', async () => {
    await apply([paid, type('report.ready')])
    const context = make.context()
    const { endpoint } = await subscribe(['report.ready'], context)
    const change = { id: endpoint?.id ?? '', events: { values: ['report.ready', 'invoice.paid'] }, cleared: [] }
    const publishing = harness.part.dial('webhooks', PublishingServiceService)
    let isStored = false
    let [patched, published]: Promise<unknown>[] = []
    await harness.database.transaction(async (tx) => {
      await applyEventTypes(tx, operator(), [{ ...paid, description: 'Paid.' }, type('report.ready')], applied)
      patched = harness.endpoints.updateEndpoint(change, { context })
      await someoneWaits()
      published = publishing.publishEvent({ event: newEvent({ type: 'report.ready' }) }, { context }).then(() => {
        isStored = true
      })
      await eventually(async () => assert.ok(isStored || (await countWaiting()) > 1))
      assert.ok(isStored, 'the event waits for the change of the endpoint')
    })
    await Promise.all([patched, published])
    assert.deepEqual((await harness.endpoints.getEndpoint({ id: change.id }, { context })).endpoint?.events, [
      ...['report.ready', 'invoice.paid'],
    ])
  })

  it('lock types in the order of their names, whatever the order of the list', async () => {
    const [first, middle, last] = [type('a.first'), type('m.middle'), type('z.last')]
    await apply([first, middle, last])
    const lockOf = (name: string) => ({
      text: 'SELECT name FROM event_type WHERE name = $1 FOR UPDATE',
      values: [name],
    })
    let change: Promise<unknown> = Promise.resolve()
    await harness.database.transaction(async (tx) => {
      await tx.query(lockOf(middle.name))
      change = apply([last, middle, first].map((one) => ({ ...one, description: 'Changed.' })))
      await someoneWaits()
      const { text, values } = lockOf(last.name)
      assert.deepEqual(await tx.query({ text: `${text} SKIP LOCKED`, values }), [{ name: last.name }])
    })
    await change
  })
})

describe('the types that publishing reads', () => {
  it('check data with a sentence and a pointer for each fault', async () => {
    await apply([paid, type('report.ready')])
    const { types } = await eventTypeReader(harness.database).latest()
    assert.deepEqual(types.get('invoice.paid')?.faultsIn({ amount: 'x' }), [
      { pointer: '/amount', sentence: 'The value at /amount must be integer.' },
    ])
    assert.deepEqual(types.get('invoice.paid')?.faultsIn({ amount: 1 }), [])
    assert.deepEqual(types.get('report.ready')?.faultsIn('anything'), [])
    assert.equal(types.get('workspace.updated'), undefined)
  })

  it('keep the compiled schema of a type that has not changed', async () => {
    const reader = eventTypeReader(harness.database)
    const check = async () => (await reader.latest()).types.get('invoice.paid')?.faultsIn
    await apply([paid])
    const compiled = await check()
    assert.ok(compiled)
    for (const other of ['a.first', 'a.second']) {
      await apply([paid, type(other)])
      assert.equal(await check(), compiled)
    }
    await apply([{ ...paid, schemaJson: '{"required":["amount"]}' }])
    assert.notEqual(await check(), compiled)
  })

  it('stay while a transaction holds them; a removal answers after it, and no later one finds the type', async () => {
    await apply([paid])
    const [here, there] = [eventTypeReader(harness.database), eventTypeReader(harness.database)]
    const has = ({ types }: Awaited<ReturnType<typeof here.known>>) => types.has('invoice.paid')
    assert.deepEqual([has(await here.known()), has(await there.known())], [true, true])
    let isAnswered = false
    let removal: Promise<unknown> = Promise.resolve()
    await holding(here, async (types) => {
      assert.ok(has(types))
      removal = apply([]).then(() => {
        isAnswered = true
      })
      await someoneWaits()
      assert.equal(isAnswered, false)
    })
    await removal
    // Remembered types may be old; held ones are not.
    assert.ok(has(await there.known()))
    assert.equal(has(await holding(there, async (types) => types)), false)
    assert.equal(has(await there.known()), false)
  })

  it('wait for a change that is about to commit', async () => {
    const reader = eventTypeReader(harness.database)
    await reader.known()
    const held = await harness.database.transaction(async (tx) => {
      await tx.query({ text: `SELECT pg_advisory_xact_lock(hashtextextended('event_types', 0))` })
      const reading = holding(reader, async (types) => types)
      await someoneWaits()
      await tx.query({ text: `INSERT INTO event_type (name, description) VALUES ('late.type', 'It is late.')` })
      await tx.query({ text: 'UPDATE event_type_state SET version = version + 1' })
      return { reading }
    })
    assert.ok((await held.reading).types.has('late.type'))
  })

  it('are not those of a change that was rolled back', async () => {
    const reader = eventTypeReader(harness.database)
    const undone = harness.database.transaction(async (tx) => {
      await applyEventTypes(tx, operator(), [type('ghost.seen')], applied)
      assert.ok((await reader.held(tx, await tx.query(typesHold.version))).types.has('ghost.seen'))
      throw new Error('undone')
    })
    await assert.rejects(undone, /undone/)
    await apply([type('real.seen')])
    assert.deepEqual([...(await reader.latest()).types.keys()], ['real.seen'])
  })
})
