import { type Page, type PageSource, type Queryable, selectPage, type Tx } from '@plinth/kit/db'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import type { AuditEntry } from './entry.ts'

export interface EntryRow {
  created_at: Date
  id: string
  workspace_id: string
  namespace_id: string
  action: string
  actor_type: string
  actor_id: string
  actor_key_id: string
  actor_name: string
  target_type: string
  target_id: string
  target_name: string
  changes: string
  request_id: string
  idempotency_key: string
  ip: string
  user_agent: string
}

/** Which entries a caller may read. */
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
export async function insertEntries(tx: Tx, unsorted: readonly AuditEntry[]): Promise<void> {
  // Two transactions with the same entries wait for each other in one order.
  const entries = unsorted.toSorted((one, other) => (one.id < other.id ? -1 : 1))
  const places = names.map((_name, at) => `$${at + 2}::text[]`)
  await tx.query({
    name: 'audit_entry_insert',
    text: `WITH new AS (
        INSERT INTO audit_entry (created_at, ${names.join(', ')})
        SELECT * FROM unnest($1::timestamptz[], ${places.join(', ')}) ON CONFLICT DO NOTHING RETURNING created_at, id
      )
      INSERT INTO audit_unsealed (created_at, id) SELECT created_at, id FROM new`,
    values: [
      entries.map(({ createdAt }) => createdAt),
      entries.map(({ id }) => id),
      entries.map(({ workspaceId }) => workspaceId),
      entries.map(({ namespaceId }) => namespaceId),
      entries.map(({ action }) => action),
      entries.map(({ actorType }) => actorType),
      entries.map(({ actorId }) => actorId),
      entries.map(({ actorKeyId }) => actorKeyId),
      entries.map(({ actorName }) => actorName),
      entries.map(({ targetType }) => targetType),
      entries.map(({ targetId }) => targetId),
      entries.map(({ targetName }) => targetName),
      entries.map(({ changes }) => changes),
      entries.map(({ requestId }) => requestId),
      entries.map(({ idempotencyKey }) => idempotencyKey),
      entries.map(({ ip }) => ip),
      entries.map(({ userAgent }) => userAgent),
    ],
  })
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
    text: `SELECT id FROM unnest($1::text[]) AS asked (id) WHERE EXISTS (
        SELECT FROM audit_entry WHERE action = 'workspace.accessed' AND workspace_id = asked.id AND actor_id = $2
          AND created_at >= $3::date::timestamp AT TIME ZONE 'UTC'
          AND created_at < ($3::date + 1)::timestamp AT TIME ZONE 'UTC')`,
    values: [workspaceIds, keyId, at.toISOString().slice(0, 10)],
  })
  return new Set(rows.map(({ id }) => id))
}

/** One page of the entries, newest first. */
export const listEntries = (
  database: Queryable,
  scope: AuditScope,
  query: ListQuery | undefined,
): Promise<Page<AuditEntry>> => selectPage(database, entriesOf(scope), query, toEntry)

/** Entries that a page looks at where no index has its filters in its order. */
const scannedMax = 5_000

// A page of a million entries costs what a page of a hundred does. Of all workspaces no index has those of an action or an actor
// in their order: every write would pay for such an index, and operators alone ask for it.
function entriesOf({ workspaceId }: AuditScope): PageSource {
  const text = (column: string) => ({ column, type: 'text', isUnsorted: true }) as const
  const scope =
    workspaceId === undefined
      ? { where: 'true', values: [], scan: { alias: 'e', rowsMax: scannedMax, fields: ['action', 'actor_id'] } }
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
  }
}

export function toEntry(row: EntryRow): AuditEntry {
  return {
    id: row.id,
    createdAt: row.created_at,
    workspaceId: row.workspace_id,
    namespaceId: row.namespace_id,
    action: row.action,
    actorType: row.actor_type,
    actorId: row.actor_id,
    actorKeyId: row.actor_key_id,
    actorName: row.actor_name,
    targetType: row.target_type,
    targetId: row.target_id,
    targetName: row.target_name,
    changes: row.changes,
    requestId: row.request_id,
    idempotencyKey: row.idempotency_key,
    ip: row.ip,
    userAgent: row.user_agent,
  }
}
