import type { Clock } from '@plinth/kit/clock'
import type { Database, Page, Queryable } from '@plinth/kit/db'
import { originOf } from '@plinth/kit/events/origin'
import { newId } from '@plinth/kit/ids'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { isOperator, mayManage, readerWorkspace, requireOperator } from '../access.ts'
import { fail } from '../errors.ts'
import { isRecordedOnly } from '../event-types/own-types.ts'
import { type AuditEntry, entryOfRead, type Read, type RequestSpan } from './entry.ts'
import { exportLine, placeOf, placeText } from './export.ts'
import { findExportPage } from './export-store.ts'
import { type DayHead, pageHeads } from './head-store.ts'
import type { AuditMonths } from './retention.ts'
import { type AuditScope, findAccessed, findRequestEntries, insertEntries, pageEntries } from './store.ts'

export interface ReadDeps {
  database: Database
  clock: Clock
  auditMonths: Pick<AuditMonths, 'ensure'>
}

/** The entries that the caller asks for. */
export interface Asked {
  /** Operators alone. */
  allWorkspaces: boolean
}

/** A page of the entries that the caller may read, newest first. One of all workspaces is noted in those that it shows. */
export async function auditPage(
  deps: ReadDeps,
  ctx: CallContext,
  asked: Asked,
  query: ListQuery | undefined,
): Promise<Page<AuditEntry>> {
  const page = await pageEntries(deps.database, query, auditScope(ctx, asked))
  if (asked.allWorkspaces) await recordAccesses(deps, ctx, shownOf(page.rows))
  return page
}

export interface ExportAsked extends Asked {
  /** Default: the oldest entry. */
  from: Date | undefined
  /** Default: 10 s ago. Not later than now. */
  to: Date | undefined
  /** Empty for the first page, else the next of the page before. */
  cursor: string
}

export interface ExportPage {
  lines: string[]
  /** Empty at the end. */
  nextCursor: string
  /** Time of the last entries that the export can have. */
  to: Date
}

const accessed = 'workspace.accessed'
const exportRowsMax = 500
const exportBytesMax = 1_048_576
// By then an event is stored and sealed, unless services, the bus or webhooks are behind.
const settledMs = 10_000

/**
 * A page of an export, oldest first. The first one stores the entry that tells of the export, before anything is shown; one of all workspaces
 * is noted in those that it shows.
 */
export async function exportPage(deps: ReadDeps, ctx: CallContext, asked: ExportAsked): Promise<ExportPage> {
  const { database, clock, auditMonths } = deps
  const scope = auditScope(ctx, asked)
  const now = clock.now()
  const to = new Date(Math.min(asked.to?.getTime() ?? now.getTime() - settledMs, now.getTime()))
  if (asked.cursor === '') {
    await auditMonths.ensure([now])
    const entry = entryOfRead(exported(scope, { ...asked, to }, now, newId('aud', clock)), originOf(ctx))
    await database.transaction((tx) => insertEntries(tx, [entry]))
  }
  const began = { to: to.toISOString(), at: (asked.from ?? new Date(0)).toISOString(), id: '' }
  const place = asked.cursor === '' ? began : placeOf(asked.cursor)
  if (place === undefined) throw fail.exportCursorUnknown()
  const rows = await findExportPage(database, scope, place, exportRowsMax)
  const lines: string[] = []
  let bytes = 0
  for (const row of rows) {
    const line = exportLine(row)
    bytes += Buffer.byteLength(line)
    if (lines.length > 0 && bytes > exportBytesMax) break
    lines.push(line)
  }
  if (asked.allWorkspaces)
    await recordAccesses(deps, ctx, shownOf(rows.slice(0, lines.length).map(({ entry }) => entry)))
  const last = rows[lines.length - 1]?.entry
  const isEnd = last === undefined || (lines.length === rows.length && rows.length < exportRowsMax)
  return {
    lines,
    nextCursor: isEnd ? '' : placeText({ to: place.to, at: last.createdAt.toISOString(), id: last.id }),
    to: new Date(place.to),
  }
}

/** Workspaces of which the entries tell more than that an operator read in them: who reads all each day would be noted for the day before. */
const shownOf = (entries: readonly AuditEntry[]): string[] =>
  entries.flatMap(({ action, workspaceId }) => (workspaceId === '' || action === accessed ? [] : [workspaceId]))

function exported({ workspaceId }: AuditScope, { from, to }: ExportAsked & { to: Date }, now: Date, id: string): Read {
  const span = `${from?.toISOString() ?? ''}/${to.toISOString()}`
  const target = { type: 'audit_log', id: workspaceId ?? '', name: span }
  return { id, at: now, workspaceId: workspaceId ?? '', action: 'audit_log.exported', target }
}

/**
 * Notes that an operator read in these workspaces, without any in the one in context (default: now), once a day for each key; two
 * processes at once may note it twice.
 */
export async function recordOperatorAccess(
  deps: ReadDeps,
  ctx: CallContext,
  readAt: Date | undefined,
  workspaceIds: readonly string[],
): Promise<void> {
  requireOperator(ctx)
  const readIn = workspaceIds.length > 0 ? workspaceIds : [ctx.workspaceId]
  if (readIn.includes('')) throw fail.workspaceMissing()
  const now = deps.clock.now()
  const at = new Date(Math.min(readAt?.getTime() ?? now.getTime(), now.getTime()))
  await recordAccesses(deps, ctx, readIn, at)
}

/** Notes, once a day for each, that an operator was shown something of these workspaces; to be told before it is shown. */
export async function recordAccesses(
  { database, clock, auditMonths }: ReadDeps,
  ctx: CallContext,
  workspaceIds: readonly string[],
  at: Date = clock.now(),
): Promise<void> {
  if (workspaceIds.length === 0) return
  await auditMonths.ensure([at])
  const asked = [...new Set(workspaceIds)]
  await database.transaction(async (tx) => {
    const known = await findAccessed(tx, asked, ctx.principal?.keyId ?? '', at)
    const entries = asked
      .filter((id) => !known.has(id))
      .map((workspaceId) => {
        const target = { type: 'workspace', id: workspaceId, name: '' }
        const read: Read = { id: newId('aud', clock), at, workspaceId, action: accessed, target }
        return entryOfRead(read, originOf(ctx))
      })
    if (entries.length > 0) await insertEntries(tx, entries)
  })
}

/** A page of the heads of each day, newest first; they are of all workspaces. */
export async function headsPage(
  database: Database,
  ctx: CallContext,
  query: ListQuery | undefined,
): Promise<Page<DayHead>> {
  if (!isOperator(ctx)) throw fail.auditHeadsOperatorsOnly()
  return pageHeads(database, query)
}

/**
 * Owners and admins read their workspace. An operator reads the workspace in context, without one what belongs to no workspace,
 * and everything if asked for. Throws INSUFFICIENT_PERMISSIONS.
 */
function auditScope(ctx: CallContext, { allWorkspaces }: Asked): AuditScope {
  if (!isOperator(ctx)) {
    if (allWorkspaces) throw fail.auditOperatorsOnly()
    const workspaceId = readerWorkspace(ctx)
    if (!mayManage(ctx)) throw fail.auditReadersOnly()
    return { workspaceId }
  }
  return { workspaceId: allWorkspaces ? undefined : ctx.workspaceId }
}

export interface RequestChanges {
  eventIds: string[]
  changedIds: string[]
}

const eventPrefix = 'evt_'

/**
 * The events that calls with this request id emitted, and what they changed, for each span in its order: ids alone, which every reader of a
 * workspace may know. Throws INSUFFICIENT_PERMISSIONS for another workspace than that in context, which operators may name.
 */
export async function requestChanges(
  db: Queryable,
  ctx: CallContext,
  requestId: string,
  spans: readonly RequestSpan[],
): Promise<RequestChanges[]> {
  if (!isOperator(ctx)) {
    const own = readerWorkspace(ctx)
    if (spans.some(({ workspaceId }) => workspaceId !== own)) throw fail.operatorsOnly()
  }
  const found = await findRequestEntries(db, requestId, spans)
  return spans.map((_span, at) => {
    // Without the entry of an operator who is shown what the call was to change.
    const entries = found.filter(({ place, id }) => place === at + 1 && id.startsWith(eventPrefix))
    const events = entries.filter(({ action }) => !isRecordedOnly(action))
    return {
      eventIds: events.map(({ id }) => id),
      changedIds: [...new Set(entries.map(({ targetId }) => targetId).filter((id) => id !== ''))],
    }
  })
}
