import { dayOf } from '@plinth/kit/days'
import { type PageSource, pagesOf, type Queryable, type Statement, scannedRows, type Tx } from '@plinth/kit/db'
import { arraysOf, fromRow, readRows } from '@plinth/kit/db/rows'
import type { AuditEntry, RequestSpan } from './entry.ts'

/** The entries that a caller may read. */
export interface AuditScope {
  /** Empty: those that belong to no workspace. Undefined: all. */
  workspaceId: string | undefined
}

const names = [
  ...['id', 'workspace_id', 'namespace_id', 'action', 'actor_type', 'actor_id', 'actor_key_id', 'actor_name'],
  ...['target_type', 'target_id', 'target_name', 'changes', 'request_id', 'idempotency_key', 'ip', 'user_agent'],
] as const

export const entryColumns = ['created_at', ...names].map((name) => `e.${name}`).join(', ')

/** Stores the entries that are new, and queues them for their seals. */
export async function insertEntries(tx: Tx, entries: readonly AuditEntry[]): Promise<void> {
  await tx.query(entriesInsertion(entries))
}

export function entriesInsertion(unsorted: readonly AuditEntry[]): Statement {
  // Two transactions with the same entries wait for each other in one order.
  const entries = unsorted.toSorted((one, other) => (one.id < other.id ? -1 : 1))
  const places = names.map((_name, at) => `$${at + 2}::text[]`)
  return {
    name: 'audit_entry_insert',
    text: `WITH new AS (
        INSERT INTO audit_entry (created_at, ${names.join(', ')})
        SELECT * FROM unnest($1::timestamptz[], ${places.join(', ')}) ON CONFLICT DO NOTHING RETURNING created_at, id
      )
      INSERT INTO audit_unsealed (created_at, id) SELECT created_at, id FROM new`,
    values: [
      ...arraysOf(entries, 'createdAt id workspaceId namespaceId action actorType actorId actorKeyId actorName'),
      ...arraysOf(entries, 'targetType targetId targetName changes requestId idempotencyKey ip userAgent'),
    ],
  }
}

/** Those of the workspaces in which an operator key was already noted to read on the day of this time, in UTC. */
export async function findAccessed(
  tx: Tx,
  workspaceIds: readonly string[],
  keyId: string,
  at: Date,
): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ id: string }>({
    name: 'audit_access_known',
    // OFFSET 0 has each workspace looked up: a plan for all values would read every entry of the operator's day, for each of them.
    text: `SELECT id FROM unnest($1::text[]) AS asked (id) WHERE EXISTS (
        SELECT FROM audit_entry WHERE action = 'workspace.accessed' AND workspace_id = asked.id AND actor_id = $2
          AND created_at >= $3::date::timestamp AT TIME ZONE 'UTC'
          AND created_at < ($3::date + 1)::timestamp AT TIME ZONE 'UTC' OFFSET 0)`,
    values: [workspaceIds, keyId, dayOf(at)],
  })
  return new Set(rows.map(({ id }) => id))
}

/** Entries that a page looks at where no index has its filters in its order. */

// A page of a million entries costs what a page of a hundred does. Of all workspaces no index has those of an action or an actor
// in their order: every write would pay for such an index, and operators alone ask for it.
function entriesOf({ workspaceId }: AuditScope): PageSource {
  const text = (column: string) => ({ column, type: 'text', isUnsorted: true }) as const
  const scope =
    workspaceId === undefined
      ? {
          where: 'true',
          values: [],
          scan: { alias: 'e', rowsMax: scannedRows.rowsMax, fields: ['action', 'actor_id'] },
        }
      : { where: 'e.workspace_id = $1', values: [workspaceId] }
  return {
    columns: entryColumns,
    from: 'audit_entry e',
    ...scope,
    fields: {
      created_at: { column: 'e.created_at', type: 'time' },
      action: text('e.action'),
      actor_id: text('e.actor_id'),
      target_id: text('e.target_id'),
      request_id: text('e.request_id'),
    },
    idColumn: 'e.id',
    search: [],
    bytes: 'octet_length(changes)',
  }
}

/** One page of the entries, newest first. */
export const pageEntries = pagesOf(entriesOf, fromRow<AuditEntry>)

interface RequestEntry {
  /** Of its span, from 1. */
  place: number
  id: string
  action: string
  targetId: string
}

const requestEntriesMax = 100

// NOTE: callers choose request ids, so one id may have any number of entries. The index has them by time: each span reads its own alone.
export const findRequestEntries = (
  db: Queryable,
  requestId: string,
  spans: readonly RequestSpan[],
): Promise<RequestEntry[]> =>
  readRows<RequestEntry>(db, {
    name: 'audit_request_changes',
    text: `SELECT span.place::int AS place, entry.* FROM unnest($2::text[], $3::timestamptz[], $4::timestamptz[])
        WITH ORDINALITY AS span (workspace_id, since, until, place)
      CROSS JOIN LATERAL (SELECT e.id, e.action, e.target_id FROM audit_entry e
        WHERE e.request_id = $1 AND e.created_at >= span.since AND e.created_at <= span.until
          AND (span.workspace_id = '' OR e.workspace_id = span.workspace_id)
        ORDER BY e.created_at, e.id LIMIT ${requestEntriesMax}) AS entry`,
    values: [requestId, ...arraysOf(spans, 'workspaceId from to')],
  })
