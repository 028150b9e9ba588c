// A reader that goes on where it stopped sees every event, in whichever order transactions commit.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { Tx } from '@plinth/kit/db'
import { PlinthError } from '@plinth/kit/errors'
import { type CallContext, Role } from '@plinth/proto/common/v1/context.ts'
import type { TailEventsResponse } from '@plinth/proto/webhooks/v1/events.ts'
import { eventually, make } from '@plinth/testkit'
import { decodeCursor, encodeCursor } from '../src/event-tail/cursor.ts'
import { insertEvents } from '../src/events/store.ts'
import { eventTails, idsOf } from './event-tails.ts'

const tails = eventTails()
const { tail, publish, readOn } = tails

const storable = (workspaceId: string, id = make.id('evt')) => ({
  ...{ id, workspaceId, type: 'report.ready', namespaceId: '', createdAt: new Date(), objectId: '' },
  ...{ objectType: '', attributesJson: '' },
})

/** A transaction that stays open until it is told to commit. */
async function open(work: (tx: Tx) => Promise<unknown>) {
  const [done, told] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const ended = tails.database.transaction(async (tx) => {
    await work(tx)
    done.resolve()
    await told.promise
  })
  await Promise.race([done.promise, ended])
  return async () => {
    told.resolve()
    await ended
  }
}

describe('TailEvents', () => {
  it('shows of two transactions that commit in the reverse order of their start neither before both have ended', async () => {
    const context = make.context()
    const { cursor } = await tail(context)
    const [one, other] = [storable(context.workspaceId), storable(context.workspaceId)]
    const commit = await open((tx) => insertEvents(tx, [one]))
    try {
      await tails.database.transaction((tx) => insertEvents(tx, [other]))
      const early = await tail(context, { cursor })
      assert.deepEqual([idsOf(early), early.isHeldBack, early.isMore], [[], true, false])
      await commit()
      assert.deepEqual((await readOn(context, early.cursor, (ids) => ids.length === 2)).ids, [one.id, other.id])
    } finally {
      await commit()
    }
  })

  it('waits for a transaction that stores nothing here, and shows what was stored meanwhile when it has ended', async () => {
    const context = make.context()
    const { cursor } = await tail(context)
    const end = await open((tx) => tx.query({ text: 'SELECT pg_current_xact_id()' }))
    try {
      const id = await publish(context)
      const early = await tail(context, { cursor })
      assert.deepEqual([idsOf(early), early.isHeldBack], [[], true])
      await end()
      assert.deepEqual((await readOn(context, early.cursor)).ids, [id])
    } finally {
      await end()
    }
  })

  it('shows each event once to a reader beside 400 transactions that overlap, and that are rolled back now and then', async () => {
    const context = make.context()
    const start = await tail(context)
    const committed = new Set<string>()
    let left = 400
    const writer = async (pace: number) => {
      for (let at = left--; at > 0; at = left--) {
        const stored = [storable(context.workspaceId), storable(context.workspaceId)]
        const isLost = at % 7 === 0
        await tails.database
          .transaction(async (tx) => {
            await insertEvents(tx, stored.slice(0, 1))
            await wait((at * pace) % 5)
            await insertEvents(tx, stored.slice(1))
            if (isLost) throw new Error('rolled back')
          })
          .catch((err: unknown) => assert.ok(isLost, String(err)))
        if (!isLost) for (const { id } of stored) committed.add(id)
      }
    }
    const writing = Promise.all([1, 2, 3, 4, 5, 6].map(writer))
    let isWritten = false
    void writing.finally(() => {
      isWritten = true
    })
    const { ids } = await readOn(context, start.cursor, (seen) => isWritten && seen.length >= committed.size)
    await writing
    assert.equal(ids.length, committed.size)
    assert.deepEqual(new Set(ids), committed)
  })

  it('shows from a time on what was created since, oldest first, and then what is stored, each once', async () => {
    const context = make.context()
    const before = await publish(context)
    // An event that is stored while an older transaction of any database of the server runs is shown to every reader who begins then.
    await eventually(async () => {
      const [row] = await tails.database.query<{ isPast: boolean }>({
        text: `SELECT stream_position % 17592186044416 < pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS "isPast"
          FROM event WHERE id = $1`,
        values: [before],
      })
      assert.ok(row?.isPast)
    })
    await wait(5)
    const since = new Date()
    const ids = [await publish(context), await publish(context)]
    const late = { ...storable(context.workspaceId), createdAt: new Date(since.getTime() - 60_000) }
    const first = await tail(context, { since })
    await tails.database.transaction((tx) => insertEvents(tx, [late]))
    const { ids: others } = await readOn(context, first.cursor, (seen) => seen.includes(late.id))
    const seen = [...idsOf(first), ...others]
    assert.deepEqual(seen, [...ids, late.id])
    assert.ok(!seen.includes(before))
  })

  it('goes on between the events of one transaction, and within pages', async () => {
    const context = make.context()
    const { cursor } = await tail(context)
    // Four in a page by their size.
    const large = Array.from({ length: 10 }, () => ({
      ...storable(context.workspaceId),
      data: Buffer.from(JSON.stringify({ text: 'x'.repeat(45_000) })),
    }))
    await tails.database.transaction((tx) =>
      insertEvents(
        tx,
        large.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      ),
    )
    const expected = large.map(({ id }) => id).toSorted()
    let first: TailEventsResponse | undefined
    await eventually(async () => {
      first = await tail(context, { cursor })
      assert.ok(first.isMore)
    })
    assert.ok(first)
    assert.deepEqual(idsOf(first), expected.slice(0, 4))
    const { ids } = await readOn(context, first.cursor, (seen) => seen.length === 6)
    assert.deepEqual(ids, expected.slice(4))
    const { ids: fromThird } = await readOn(context, first.events[2]?.cursor ?? '', (seen) => seen.length === 7)
    assert.deepEqual(fromThird, expected.slice(3))
  })

  it('shows what GET /events shows: of the workspace and the namespace in context, without the types that members must not see', async () => {
    const owner = make.context()
    const member = { ...owner, role: Role.ROLE_MEMBER }
    const { cursor } = await tail(owner)
    const invited = { ...storable(owner.workspaceId), type: 'member.invited' }
    const elsewhere = storable(make.id('ws'))
    await tails.database.transaction((tx) => insertEvents(tx, [invited, elsewhere]))
    const inNamespace = await publish(owner, { namespaceId: 'ns_1' })
    const ids = async (context: CallContext) =>
      (await readOn(context, cursor, (seen) => seen.includes(inNamespace))).ids
    assert.deepEqual(await ids(owner), [invited.id, inNamespace])
    assert.deepEqual(await ids(member), [inNamespace])
    assert.deepEqual(await ids({ ...owner, namespaceId: 'ns_1' }), [inNamespace])
    await assert.rejects(tail({ ...owner, role: Role.ROLE_UNSPECIFIED }), { code: 'INSUFFICIENT_PERMISSIONS' })
    await assert.rejects(tail({ ...owner, workspaceId: '' }), { code: 'MISSING_WORKSPACE_CONTEXT' })
  })

  it('filters by types and goes past what it leaves out', async () => {
    const context = make.context()
    const { cursor } = await tail(context)
    const paid = await publish(context, { type: 'invoice.paid', data: '{"amount":1}' })
    const ready = await publish(context)
    const { cursor: end } = await readOn(context, cursor, (seen) => seen.includes(ready))
    const shown = async (types: string) => idsOf(await tail(context, { cursor, types }))
    assert.deepEqual(
      [await shown('invoice.*'), await shown('report.ready'), await shown('none.*'), await shown('invoice.paid,*')],
      [[paid], [ready], [], [paid, ready]],
    )
    const past = await tail(context, { cursor, types: 'none.*' })
    assert.ok(BigInt(decoded(past.cursor).position) >= BigInt(decoded(end).position))
    await assert.rejects(tail(context, { types: 'inv*' }), (err: PlinthError) => 'types' in err.details)
  })
})

function decoded(text: string) {
  const cursor = decodeCursor(text)
  assert.equal(cursor?.kind, 'stored')
  return cursor
}

describe('a cursor', () => {
  it('is known again whatever its year', async () => {
    const { cursor } = await tail(make.context())
    for (const year of [2038, 2244, 9998]) {
      const later = { ...decoded(cursor), atMs: Date.UTC(year, 0) }
      assert.deepEqual(decoded(encodeCursor(later)), later)
    }
  })

  it('400 when it was not given out, and when it is older than the events that are kept', async () => {
    const context = make.context()
    const { cursor } = await tail(context)
    const old = encodeCursor({ ...decoded(cursor), atMs: Date.now() - 31 * 86_400_000 })
    const sentenceOf = async (asked: Parameters<typeof tail>[1]) => {
      const thrown: unknown = await tail(context, asked).then(
        () => undefined,
        (err: unknown) => err,
      )
      assert.ok(thrown instanceof PlinthError)
      assert.equal(thrown.code, 'INVALID_PARAMETER')
      return Object.entries(thrown.details).map(([name, [sentence]]) => [name, sentence?.slice(0, 29)])
    }
    for (const unknown of ['x', 'x'.repeat(4_000), `${cursor}=`, Buffer.from('["s",1]').toString('base64url')])
      assert.deepEqual(await sentenceOf({ cursor: unknown }), [['cursor', 'The cursor is not known. Send']])
    assert.deepEqual(await sentenceOf({ cursor: old }), [['cursor', 'The cursor is older than the ']])
    const longAgo = new Date(Date.now() - 31 * 86_400_000)
    assert.deepEqual(await sentenceOf({ since: longAgo }), [['since', 'Events are kept for 30 days. ']])
  })
})
