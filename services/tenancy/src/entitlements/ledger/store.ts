import { dayAfter, dayOf } from '@plinth/kit/days'
import {
  daySpans,
  type Page,
  type PageSource,
  pagesOf,
  partitionedDays,
  type Queryable,
  type Spans,
  scannedRows,
  selectPage,
} from '@plinth/kit/db'
import { fromRow } from '@plinth/kit/db/rows'
import { timeOfId } from '@plinth/kit/ids'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import type { Recorded } from '../balances/record.ts'

const exactRowsMax = 10_000
const plain = { type: 'text', isUnsorted: true } as const

/** Opens the transaction of a list: a plan for so many rows might sort the whole history instead of reading the index in its order. */
export const listSettings: readonly string[] = ['SET LOCAL enable_seqscan = off', 'SET LOCAL enable_bitmapscan = off']

const usageOf = (namespaceId: string): PageSource => ({
  columns: 'u.id, u.feature, u.quantity, u.event_id, u.metadata, u.recorded_at, u.recorded_at AS created_at',
  ...{ from: 'usage_record u', where: 'u.namespace_id = $1', values: [namespaceId], idColumn: 'u.id' },
  fields: {
    feature: { column: 'u.feature', ...plain },
    event_id: { column: 'u.event_id', ...plain },
    created_at: { column: 'u.recorded_at', type: 'time' },
  },
  search: [],
  // Most filters have no index: each would make every consume dearer. Not event_id: a call that looks for one record asks whether it is there at all.
  scan: { ...scannedRows, alias: 'u', fields: ['feature'] },
  totalMax: exactRowsMax,
})

/** A page of the usage records of a namespace. */
export async function pageUsage(
  db: Queryable,
  query: ListQuery | undefined,
  namespaceId: string,
): Promise<Page<Recorded>> {
  const spans = await spansOf(db, namespaceId, { time: 'u.recorded_at', day: 'u.day' })
  return selectPage(db, { ...usageOf(namespaceId), spans }, query, fromRow<Recorded>)
}

/** Of the days in which the namespace can have records. */
async function spansOf(
  db: Queryable,
  namespaceId: string,
  columns: { time: string; day: string },
): Promise<Spans | undefined> {
  const days = await partitionedDays(db, 'usage_record')
  if (days === undefined) return undefined
  // Its ID is of the clock of a process.
  const made = dayAfter(dayOf(timeOfId(namespaceId)), -1)
  const first = made > days.first && made < days.last ? made : days.first
  return daySpans({ ...columns, first, last: days.last })
}

export interface LogEntry {
  id: string
  action: string
  feature: string
  subjectId: string
  actorId: string
  change: unknown
  createdAt: Date
}

const entries: Pick<PageSource, 'columns' | 'fields' | 'idColumn' | 'search' | 'scan' | 'totalMax'> = {
  columns: 'e.id, e.action, e.feature, e.subject_id, e.actor_id, e.change, e.created_at',
  fields: {
    action: { column: 'e.action', ...plain },
    feature: { column: 'e.feature', ...plain },
    created_at: { column: 'e.created_at', type: 'time' },
  },
  idColumn: 'e.id',
  search: [],
  scan: { ...scannedRows, alias: 'e', fields: ['action', 'feature'] },
  totalMax: exactRowsMax,
}

const logged = `(SELECT NULL::date AS day, l.owner_id, l.id, l.action, l.feature, l.subject_id, l.actor_id, l.change, l.created_at
    FROM entitlement_log l) AS e`
const used = `(SELECT u.day, u.namespace_id AS owner_id, u.id, 'usage.recorded' AS action, u.feature, u.id AS subject_id, u.actor_id,
    jsonb_build_object('quantity', u.quantity, 'event_id', u.event_id, 'reservation_id', u.reservation_id) AS change,
    u.recorded_at AS created_at FROM usage_record u) AS e`

// NOTE: a union in FROM would be planned for every day in each part, also where the part is of the other table.
const logOf = (namespaceId: string, payerId: string): PageSource => ({
  ...entries,
  from: logged,
  where: 'true',
  values: [namespaceId, payerId],
  parts: [{ where: 'e.owner_id = $1' }, { where: 'e.owner_id = $2' }, { from: used, where: 'e.owner_id = $1' }],
})

const planLogOf = (ownerId: string): PageSource => ({
  ...{ ...entries, from: 'entitlement_log e', where: 'e.owner_id = $1', values: [ownerId] },
})

/** A page of all changes of a namespace's plan and use, and of its payer's plan; usage records are entries too. */
export async function pageLog(
  db: Queryable,
  query: ListQuery | undefined,
  namespaceId: string,
  payerId: string,
): Promise<Page<LogEntry>> {
  const spans = await spansOf(db, namespaceId, { time: 'e.created_at', day: 'e.day' })
  return selectPage(db, { ...logOf(namespaceId, payerId), spans }, query, fromRow<LogEntry>)
}

/** A page of all changes of the packages and boosts of an owner itself. */
export const pagePlanLog = pagesOf(planLogOf, fromRow<LogEntry>)
