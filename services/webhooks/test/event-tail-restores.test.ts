// A reader sees every event also when PostgreSQL has started again, from its data or from a copy of them. Such a start is another value
// in event_server; transactions of a lost future, which are counted a second time, are a position that is put forward.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import type { TailEventsResponse } from '@plinth/proto/webhooks/v1/events.ts'
import { eventually, make } from '@plinth/testkit'
import { decodeCursor, encodeCursor } from '../src/event-tail/cursor.ts'
import { noteStart } from '../src/event-tail/start-store.ts'
import { insertEvents } from '../src/events/store.ts'
import { eventTails, idsOf } from './event-tails.ts'

const tails = eventTails()
const { tail } = tails

async function publish(context: CallContext, count: number, changes: Parameters<typeof tails.publish>[1] = {}) {
  const ids: string[] = []
  while (ids.length < count) ids.push(await tails.publish(context, changes))
  return ids
}

/** The events from a cursor on, until no more are there and all of these were among them. */
const readOn = (context: CallContext, from: string, expected: readonly string[]) =>
  tails.readOn(context, from, (ids) => expected.every((id) => ids.includes(id)))

/** Events that a reader has seen, and its cursor. */
async function followed(context: CallContext) {
  const { cursor: start } = await tail(context)
  const seen = await publish(context, 2)
  const { cursor } = await readOn(context, start, seen)
  return { seen, cursor }
}

interface Row {
  number: number
  [column: string]: unknown
}

const servers = () =>
  tails.database.query<Row>({ text: 'SELECT to_jsonb(s) AS row, number FROM event_server s ORDER BY number' })

const startAgain = () =>
  tails.database.query({
    text: `UPDATE event_server SET started = 'epoch' WHERE number = (SELECT max(number) FROM event_server)`,
  })

/** As a copy of the data of that time that was started: without these events. */
async function restore(copy: readonly Row[], lost: readonly string[]) {
  await tails.database.transaction(async (tx) => {
    await tx.query({ text: 'DELETE FROM event WHERE id = ANY ($1)', values: [lost] })
    await tx.query({ text: 'DELETE FROM event_server' })
    await tx.query({
      text: `INSERT INTO event_server SELECT r.* FROM jsonb_array_elements($1::jsonb) AS row, jsonb_populate_record(NULL::event_server, row) r`,
      values: [JSON.stringify(copy.map(({ row }) => row))],
    })
  })
  await startAgain()
}

/** A cursor of after so many more transactions. */
function putForward(text: string, by = 1_000_000n): string {
  const cursor = decodeCursor(text)
  assert.ok(cursor)
  const forward = (position: string) => String(BigInt(position) + by)
  return encodeCursor(
    cursor.kind === 'stored'
      ? { ...cursor, position: forward(cursor.position) }
      : { ...cursor, until: forward(cursor.until) },
  )
}

describe('a cursor of before PostgreSQL started again', () => {
  it('goes on where it stopped', async () => {
    const context = make.context()
    const { cursor } = await followed(context)
    await startAgain()
    // Of processes that went on with the new server before a reader came.
    const between = await publish(context, 3)
    const first = await tail(context, { cursor })
    const since = await publish(context, 3)
    const { ids, cursor: next } = await readOn(context, first.cursor, since)
    assert.deepEqual([...idsOf(first), ...ids], [...between, ...since])
    const following = await publish(context, 1)
    assert.deepEqual((await readOn(context, next, following)).ids, following)
  })

  it('goes on among the events since a time', async () => {
    const context = make.context()
    // Four in a page by their size.
    const since = new Date(Date.now() - 60_000)
    const past = await publish(context, 6, { data: JSON.stringify({ text: 'x'.repeat(45_000) }) })
    const { cursor: start } = await tail(context)
    await readOn(context, start, [])
    let first: TailEventsResponse | undefined
    await eventually(async () => {
      first = await tail(context, { since })
      assert.equal(decodeCursor(first.cursor)?.kind, 'created')
    })
    assert.ok(first)
    await startAgain()
    const between = await publish(context, 1)
    const { ids } = await readOn(context, first.cursor, [...past.slice(4), ...between])
    assert.deepEqual([...new Set([...idsOf(first), ...ids])], [...past, ...between])
  })

  it('finds one row of the new start, however many processes make it at once', async () => {
    const { length } = await servers()
    await startAgain()
    const states = await Promise.all(Array.from({ length: 4 }, () => noteStart(tails.database)))
    assert.equal(new Set(states.map(({ token }) => token)).size, 1)
    assert.equal((await servers()).length, length + 1)
    assert.equal((await noteStart(tails.database)).token, states[0]?.token)
  })
})

describe('a cursor of a lost future', () => {
  it('skips nothing of a copy that was restored on a server with the same identifier and timeline', async () => {
    const context = make.context()
    const { cursor } = await followed(context)
    const copy = await servers()
    const lost = await publish(context, 3)
    const { ids, cursor: last } = await readOn(context, cursor, lost)
    assert.deepEqual(ids, lost)
    await restore(copy, lost)
    const restored = await publish(context, 3)
    for (const future of [last, putForward(last)]) {
      const { ids, cursor: next } = await readOn(context, future, restored)
      assert.deepEqual(ids, restored)
      const following = await publish(context, 1)
      assert.deepEqual((await readOn(context, next, following)).ids, following)
      restored.push(...following)
    }
  })

  it('skips nothing that was created since a time', async () => {
    const context = make.context()
    const since = new Date(Date.now() - 60_000)
    const { seen } = await followed(context)
    const copy = await servers()
    const { token } = await noteStart(tails.database)
    const until = (
      await tails.database.query<{ position: string }>({
        text: 'SELECT max(stream_position)::text AS position FROM event',
      })
    )[0]?.position
    assert.ok(until)
    const future = putForward(encodeCursor({ kind: 'created', token, atMs: since.getTime(), until, id: '' }))
    await restore(copy, [])
    const first = await tail(context, { cursor: future })
    const restored = await publish(context, 2)
    const { ids } = await readOn(context, first.cursor, restored)
    assert.deepEqual([...idsOf(first), ...ids], [...seen, ...restored])
  })

  it('goes on by time, 15 minutes earlier, in another copy with as many starts', async () => {
    const context = make.context()
    const { seen } = await followed(context)
    const copy = await servers()
    await restore(copy, [])
    const { cursor: start } = await tail(context)
    const lost = await publish(context, 2)
    const { cursor } = await readOn(context, start, lost)
    const first = await servers()
    await restore(copy, lost)
    const restored = await publish(context, 2)
    const { ids, cursor: next } = await readOn(context, putForward(cursor), restored)
    assert.deepEqual(ids, [...seen, ...restored])
    const numbers = (rows: readonly Row[]) => rows.map(({ number }) => number)
    assert.deepEqual(numbers(await servers()), numbers(first))
    const following = await publish(context, 1)
    assert.deepEqual((await readOn(context, next, following)).ids, following)
  })
})

describe('the position of an event', () => {
  it('is that of the default, which the release before stores, also before a new start has its row', async () => {
    const positions = () =>
      tails.database.transaction(async (tx) => {
        const { workspaceId } = make.context()
        const [stored, byDefault] = [make.id('evt'), make.id('evt')]
        await insertEvents(tx, [
          {
            ...{ id: stored, workspaceId, type: 'report.ready', namespaceId: '', createdAt: new Date(), objectId: '' },
            ...{ objectType: '', attributesJson: '' },
          },
        ])
        await tx.query({
          text: `INSERT INTO event (event_day, id, workspace_id, namespace_id, type, object_id, payload, created_at)
            SELECT event_day, $2, workspace_id, namespace_id, type, object_id, payload, created_at FROM event WHERE id = $1`,
          values: [stored, byDefault],
        })
        const rows = await tx.query<{ number: number; position: string }>({
          text: `SELECT (stream_position / 17592186044416)::int AS number, stream_position::text AS position FROM event
            WHERE id IN ($1, $2)`,
          values: [stored, byDefault],
        })
        assert.equal(rows.length, 2)
        assert.equal(rows[0]?.position, rows[1]?.position)
        return rows[0]?.number
      })
    const { length, [length - 1]: last } = await servers()
    assert.equal(await positions(), last?.number)
    await startAgain()
    assert.equal(await positions(), (last?.number ?? 0) + 1)
    await noteStart(tails.database)
    assert.equal(await positions(), (last?.number ?? 0) + 2)
  })
})

describe('a cursor of a server', () => {
  it('with more transactions goes on where it stopped when a dump is restored on another one', async () => {
    const context = make.context()
    const { cursor } = await followed(context)
    const more = 1_000_000_000_000n
    await tails.database.query({ text: `UPDATE event SET stream_position = stream_position + ${more}` })
    await tails.database.query({
      text: `UPDATE event_server SET server = 'another/' || server`,
    })
    await startAgain()
    const restored = await publish(context, 2)
    const { ids, cursor: next } = await readOn(context, putForward(cursor, more), restored)
    assert.deepEqual(ids, restored)
    const following = await publish(context, 1)
    assert.deepEqual((await readOn(context, next, following)).ids, following)
  })

  it('of before there were tokens goes on by time once', async () => {
    const context = make.context()
    const { seen, cursor } = await followed(context)
    const parts = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    const old = Buffer.from(JSON.stringify([parts[0], 1, ...parts.slice(2)])).toString('base64url')
    const since = await publish(context, 1)
    const { ids, cursor: next } = await readOn(context, old, since)
    assert.deepEqual(ids, [...seen, ...since])
    const following = await publish(context, 1)
    assert.deepEqual((await readOn(context, next, following)).ids, following)
  })
})
