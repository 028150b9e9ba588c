import type { Database } from '@plinth/kit/db'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { readerWorkspace } from '../access.ts'
import { plannerSettings } from '../delivery-queue/planner-settings.ts'
import { fail } from '../errors.ts'
import { parseTypes } from '../events/type-filter.ts'
import { scopeOf } from '../events/verbs.ts'
import { type Created, type Cursor, decodeCursor, encodeCursor } from './cursor.ts'
import { createdPage, storedPage, type TailPage } from './page.ts'
import { type Scan, type State, scanCreated, scanStored, startServer, type TailScope } from './store.ts'

export interface TailDeps {
  database: Database
  /** Rejects while the indexes of the events are not built. */
  indexes: () => Promise<void>
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
// After a restore a reader goes on so long before the time at which it stopped: what was stored in between was late by no more.
const overlapMs = 900_000

export type TailVerb = ReturnType<typeof tailVerb>

/**
 * The events of the workspace from a cursor on, in the order in which they were stored; from a time on, those of before this call in
 * the order of their creation. It may show an event again, and skips none: an event is shown when every transaction that could still
 * commit before it has ended.
 */
export function tailVerb({ database, indexes, retentionDays }: TailDeps) {
  // Planning for each day of the retention would take four times as long as reading.
  const scanned = (scope: TailScope, cursor: Cursor): Promise<Scan | undefined> =>
    database.transaction(
      (tx) => (cursor.kind === 'stored' ? scanStored(tx, scope, cursor) : scanCreated(tx, scope, cursor)),
      { settings: plannerSettings },
    )

  const isGone = (atMs: number, { at }: State): boolean => atMs < at.getTime() - retentionDays * dayMs

  async function fromTime(scope: TailScope, fromMs: number, { server, horizon }: State): Promise<TailPage> {
    const from: Created = { kind: 'created', server, atMs: Math.max(0, fromMs), until: horizon, id: '' }
    const scan = await scanned(scope, from)
    // Only when the database was restored just now: the next call begins again.
    return scan === undefined
      ? { events: [], cursor: encodeCursor(from), isMore: true, isHeldBack: false }
      : createdPage(scan, horizon)
  }

  async function goOn(scope: TailScope, cursor: Cursor): Promise<TailPage> {
    const scan = await scanned(scope, cursor)
    const state = scan?.state ?? (await startServer(database))
    // A reader of the oldest events is as old as they are.
    const graceMs = cursor.kind === 'created' ? overlapMs : 0
    if (isGone(cursor.atMs + graceMs, state)) throw fail.cursorTooOld(retentionDays)
    // Restored elsewhere, or to an earlier time: its positions say nothing here.
    if (scan === undefined || cursor.server !== state.server) return fromTime(scope, cursor.atMs - overlapMs, state)
    return cursor.kind === 'stored' ? storedPage(scan) : createdPage(scan, cursor.until)
  }

  return async (ctx: CallContext, { cursor: text, since, types }: TailRequest): Promise<TailPage> => {
    const workspaceId = readerWorkspace(ctx)
    const scope = { ...scopeOf(ctx), workspaceId, types: types === '' ? undefined : parseTypes(types, 'types') }
    const cursor = text === '' ? undefined : decodeCursor(text)
    if (text !== '' && cursor === undefined) throw fail.cursorUnknown()
    await indexes()
    if (cursor !== undefined) return goOn(scope, cursor)
    const state = await startServer(database)
    if (since === undefined) return storedPage({ state, rows: [], isFull: false })
    if (isGone(since.getTime(), state)) throw fail.sinceTooOld(retentionDays)
    return fromTime(scope, since.getTime(), state)
  }
}
