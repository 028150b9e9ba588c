import { type Page, type PageSource, pagesOf, type Queryable, selectPage } from '@plinth/kit/db'
import { fromRow } from '@plinth/kit/db/rows'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import type { Recorded } from '../balances/record.ts'

const exactRowsMax = 10_000

const usageOf = (namespaceId: string): PageSource => ({
  columns: 'u.id, u.feature, u.quantity, u.event_id, u.metadata, u.recorded_at, u.recorded_at AS created_at',
  ...{ from: 'usage_record u', where: 'u.namespace_id = $1', values: [namespaceId], idColumn: 'u.id' },
  fields: {
    feature: { column: 'u.feature', type: 'text' },
    event_id: { column: 'u.event_id', type: 'text' },
    created_at: { column: 'u.recorded_at', type: 'time' },
  },
  search: [],
  totalMax: exactRowsMax,
})

/** A page of the usage records of a namespace. */
export const pageUsage = pagesOf(usageOf, fromRow<Recorded>)

export interface LogEntry {
  id: string
  action: string
  feature: string
  subjectId: string
  actorId: string
  change: unknown
  createdAt: Date
}

const logged = (owner: string) => `SELECT l.id, l.action, l.feature, l.subject_id, l.actor_id, l.change, l.created_at
    FROM entitlement_log l WHERE l.owner_id = ${owner}`

/** A page of all changes of a namespace's plan and use, and of its payer's plan; usage records are entries too. */
export function pageLog(
  db: Queryable,
  namespaceId: string,
  payerId: string,
  query: ListQuery | undefined,
): Promise<Page<LogEntry>> {
  const recorded = `SELECT u.id, 'usage.recorded', u.feature, u.id, u.actor_id,
      jsonb_build_object('quantity', u.quantity, 'event_id', u.event_id, 'reservation_id', u.reservation_id), u.recorded_at
    FROM usage_record u WHERE u.namespace_id = $1`
  const from = `(${logged('$1')} UNION ALL ${logged('$2')} UNION ALL ${recorded}) AS e`
  return pageEntries(db, { from, where: '$2::text IS NOT NULL', values: [namespaceId, payerId] }, query)
}

/** A page of all changes of the packages and boosts of an owner itself. */
export const pagePlanLog = (db: Queryable, ownerId: string, query: ListQuery | undefined): Promise<Page<LogEntry>> =>
  pageEntries(db, { from: 'entitlement_log e', where: 'e.owner_id = $1', values: [ownerId] }, query)

const pageEntries = (
  db: Queryable,
  source: { from: string; where: string; values: string[] },
  query: ListQuery | undefined,
): Promise<Page<LogEntry>> =>
  selectPage(
    db,
    {
      ...source,
      columns: 'e.id, e.action, e.feature, e.subject_id, e.actor_id, e.change, e.created_at',
      fields: {
        action: { column: 'e.action', type: 'text' },
        feature: { column: 'e.feature', type: 'text' },
        created_at: { column: 'e.created_at', type: 'time' },
      },
      idColumn: 'e.id',
      search: [],
      totalMax: exactRowsMax,
    },
    query,
    fromRow<LogEntry>,
  )
