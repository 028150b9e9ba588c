import { type PageSource, pagesOf } from '@plinth/kit/db'
import { fromRow } from '@plinth/kit/db/rows'
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

const entries: Pick<PageSource, 'columns' | 'fields' | 'idColumn' | 'search' | 'totalMax'> = {
  columns: 'e.id, e.action, e.feature, e.subject_id, e.actor_id, e.change, e.created_at',
  fields: {
    action: { column: 'e.action', type: 'text' },
    feature: { column: 'e.feature', type: 'text' },
    created_at: { column: 'e.created_at', type: 'time' },
  },
  idColumn: 'e.id',
  search: [],
  totalMax: exactRowsMax,
}

// NOTE: parts name the owners: with a condition inside, a SELECT of a UNION is sorted whole for each page.
const logOf = (namespaceId: string, payerId: string): PageSource => ({
  ...entries,
  from: `(SELECT 'logged' AS kind, l.owner_id, l.id, l.action, l.feature, l.subject_id, l.actor_id, l.change, l.created_at
      FROM entitlement_log l
    UNION ALL SELECT 'used', u.namespace_id, u.id, 'usage.recorded', u.feature, u.id, u.actor_id,
      jsonb_build_object('quantity', u.quantity, 'event_id', u.event_id, 'reservation_id', u.reservation_id), u.recorded_at
      FROM usage_record u) AS e`,
  where: 'true',
  values: [namespaceId, payerId],
  parts: [
    { where: `e.owner_id = $1 AND e.kind = 'logged'` },
    { where: `e.owner_id = $2 AND e.kind = 'logged'` },
    { where: `e.owner_id = $1 AND e.kind = 'used'` },
  ],
})

const planLogOf = (ownerId: string): PageSource => ({
  ...{ ...entries, from: 'entitlement_log e', where: 'e.owner_id = $1', values: [ownerId] },
})

/** A page of all changes of a namespace's plan and use, and of its payer's plan; usage records are entries too. */
export const pageLog = pagesOf(logOf, fromRow<LogEntry>)

/** A page of all changes of the packages and boosts of an owner itself. */
export const pagePlanLog = pagesOf(planLogOf, fromRow<LogEntry>)
