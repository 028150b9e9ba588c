import type { Queryable } from '@plinth/kit/db'
import { readRows } from '@plinth/kit/db/rows'
import type { EventScope } from '../events/store.ts'
import type { TypeFilter } from '../events/type-filter.ts'
import type { Created, Stored } from './cursor.ts'
import { type State, type StateRow, stateOf, stateSql } from './start-store.ts'

export interface TailScope extends EventScope {
  workspaceId: string
  /** Undefined: all. */
  types: TypeFilter | undefined
}

export interface TailRow {
  id: string
  type: string
  position: string
  createdAt: Date
  /** Undefined when the page has no more place for it, and of an event that the scope leaves out. */
  payload: Buffer | undefined
  isShown: boolean
}

export interface Scan {
  state: State
  /** In order: those that the scope shows, and the last one in any case. */
  rows: readonly TailRow[]
  /** There may be more behind the last one. */
  isFull: boolean
}

const scannedMax = 1_000
// Below what calls between parts send beside others, unless one event alone is larger.
const pageBytesMax = 196_608

/** Events behind a place in the order of their storing. The rows from the horizon on must not be shown yet. */
export const scanStored = (
  db: Queryable,
  scope: TailScope,
  after: Pick<Stored, 'position' | 'id'>,
): Promise<Scan | undefined> =>
  scan(db, scope, {
    name: 'event_tail_stored',
    order: 'stream_position, id',
    where: '(e.stream_position, e.id) > ($2::bigint, $3)',
    values: [after.position, after.id],
  })

/** Events of before `until`, behind a place in the order of their creation. */
export const scanCreated = (
  db: Queryable,
  scope: TailScope,
  after: Pick<Created, 'atMs' | 'id' | 'until'>,
): Promise<Scan | undefined> =>
  scan(db, scope, {
    name: 'event_tail_created',
    order: 'created_at, id',
    where: '(e.created_at, e.id) > ($2::timestamptz, $3) AND e.stream_position < $8::bigint',
    values: [new Date(after.atMs), after.id],
    more: [after.until],
  })

async function scan(
  db: Queryable,
  { workspaceId, namespaceId, hiddenTypes, types }: TailScope,
  {
    name,
    order,
    where,
    values,
    more = [],
  }: { name: string; order: string; where: string; values: unknown[]; more?: unknown[] },
): Promise<Scan | undefined> {
  const rows = await readRows<StateRow & TailRow & { isFull?: boolean }>(db, {
    name,
    // A number of rows is read, whatever of them is shown, so that a type that few events have costs no more. Payloads are read of
    // those alone that have a place.
    text: `WITH state AS MATERIALIZED (${stateSql}), found AS (
        SELECT e.id, e.type, e.created_at, e.stream_position, e.payload,
          ($4 = '' OR e.namespace_id = $4) AND e.type <> ALL ($5::text[]) AND ($6::text[] IS NULL OR e.type = ANY ($6)
            OR EXISTS (SELECT FROM unnest($7::text[]) AS p (prefix) WHERE starts_with(e.type, p.prefix))) AS is_shown
        FROM event e WHERE e.workspace_id = $1 AND ${where} ORDER BY ${order} LIMIT ${scannedMax}
      ), sized AS (
        SELECT *, row_number() OVER w AS place, count(*) OVER () AS count, octet_length(payload) AS size,
          sum(CASE WHEN is_shown THEN octet_length(payload) ELSE 0 END) OVER w AS bytes
        FROM found WINDOW w AS (ORDER BY ${order})
      )
      SELECT s.token, s.is_current, s.at, s.horizon::text, r.id, r.type, r.created_at, r.stream_position::text AS position, r.is_shown,
        r.count = ${scannedMax} AS is_full, CASE WHEN r.is_shown AND (r.bytes <= ${pageBytesMax} OR r.bytes = r.size) THEN r.payload END AS payload
      FROM state s LEFT JOIN sized r ON r.is_shown OR r.place = r.count ORDER BY r.place`,
    values: [workspaceId, ...values, namespaceId, hiddenTypes, types?.names ?? null, types?.prefixes ?? null, ...more],
  })
  const [first] = rows
  const known = first && stateOf(first)
  // Without events the one row has the state alone.
  return known && { state: known, rows: rows.filter(({ id }) => id !== undefined), isFull: first.isFull === true }
}
