import type { Database } from '@plinth/kit/db'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { readerWorkspace } from '../access.ts'
import { plannerSettings } from '../delivery-queue/planner-settings.ts'
import { fail } from '../errors.ts'
import { parseTypes } from '../events/type-filter.ts'
import { scopeOf } from '../events/verbs.ts'
import { type Created, type Cursor, decodeCursor, encodeCursor } from './cursor.ts'
import { createdPage, storedPage, type TailPage } from './page.ts'
import { knowsStart, noteStart, type State } from './start-store.ts'
import { type Scan, scanCreated, scanStored, type TailScope } from './store.ts'

export interface TailDeps {
  database: Database
  retentionDays: number
}

export interface TailRequest {
  /** Empty: from `since`, else from now. */
  cursor: string
  since: Date | undefined
  /** As parseTypes reads them; empty: all. */
  types: string
}

const dayMs = 86_400_000
// A reader of a start that this database does not know goes on so long before the time at which it stopped: what was stored in between
// was late by no more.
const overlapMs = 900_000

export type TailVerb = ReturnType<typeof tailVerb>

/**
 * The events of the workspace from a cursor on, in the order in which they were stored; from a time on, those of before this call in
 * the order of their creation. It may show an event again, and skips none: an event is shown when every transaction that could still
 * commit before it has ended.
 */
export function tailVerb({ database, retentionDays }: TailDeps) {
  /** Undefined when PostgreSQL has started and gives no positions yet. */
  const scanned = (scope: TailScope, cursor: Cursor): Promise<(Scan & { isKnown: boolean }) | undefined> =>
    database.transaction(
      async (tx) => {
        const scan = await (cursor.kind === 'stored' ? scanStored(tx, scope, cursor) : scanCreated(tx, scope, cursor))
        return scan && { ...scan, isKnown: cursor.token === scan.state.token || (await knowsStart(tx, cursor.token)) }
      },
      // Planning for each day of the retention would take four times as long as reading.
      { settings: plannerSettings },
    )

  const isGone = (atMs: number, { at }: State): boolean => atMs < at.getTime() - retentionDays * dayMs

  async function fromTime(scope: TailScope, fromMs: number, { token, horizon }: State): Promise<TailPage> {
    const from: Created = { kind: 'created', token, atMs: Math.max(0, fromMs), until: horizon, id: '' }
    const scan = await scanned(scope, from)
    return scan?.isKnown === true ? pageOf(scan, from) : emptyPage(from)
  }

  async function goOn(scope: TailScope, cursor: Cursor): Promise<TailPage> {
    let scan = await scanned(scope, cursor)
    if (scan === undefined) {
      await noteStart(database)
      scan = await scanned(scope, cursor)
    }
    if (scan === undefined) return emptyPage(cursor)
    const { state, isKnown } = scan
    // A reader of the oldest events is as old as they are.
    const graceMs = cursor.kind === 'created' ? overlapMs : 0
    if (isGone(cursor.atMs + graceMs, state)) throw fail.cursorTooOld(retentionDays)
    return isKnown ? pageOf(scan, cursor) : fromTime(scope, cursor.atMs - overlapMs, state)
  }

  async function begin(scope: TailScope, since: Date | undefined): Promise<TailPage> {
    const state = await noteStart(database)
    if (since === undefined) return storedPage({ state, rows: [], isFull: false })
    if (isGone(since.getTime(), state)) throw fail.sinceTooOld(retentionDays)
    return fromTime(scope, since.getTime(), state)
  }

  return async (ctx: CallContext, { cursor: text, since, types }: TailRequest): Promise<TailPage> => {
    const workspaceId = readerWorkspace(ctx)
    const scope = { ...scopeOf(ctx), workspaceId, types: types === '' ? undefined : parseTypes(types, 'types') }
    const cursor = text === '' ? undefined : decodeCursor(text)
    if (text !== '' && cursor === undefined) throw fail.cursorUnknown()
    return cursor === undefined ? begin(scope, since) : goOn(scope, cursor)
  }
}

const pageOf = (scan: Scan, cursor: Cursor): TailPage =>
  cursor.kind === 'stored' ? storedPage(scan) : createdPage(scan, cursor.until)

/** PostgreSQL was started or restored during this call: the next one looks again. */
const emptyPage = (cursor: Cursor): TailPage => ({
  ...{ events: [], cursor: encodeCursor(cursor), isMore: true, isHeldBack: false },
})
