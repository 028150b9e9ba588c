// A deleted workspace or namespace cannot be read again. What belongs to it goes first, in transactions of their own; its row goes in
// one that finds nothing left, so that no reference waits for a lock of another transaction.
import type { Queryable } from '@plinth/kit/db'
import { noRollUp } from '../entitlements/ledger/reconciliation-store.ts'

const ownersMax = 50
const rowsMax = 1_000

interface Belonging {
  table: string
  owner: string
  key: string
  /** Of an index that begins with the owner. */
  order: string
}

const use: readonly Belonging[] = [
  {
    ...{ table: 'balance', owner: 'owner_id', key: 'owner_id, pool, reset, window_start' },
    order: 'pool, reset, window_start',
  },
  {
    ...{ table: 'usage_opening', owner: 'owner_id', key: 'owner_id, pool, reset, window_start' },
    order: 'pool, reset, window_start',
  },
  { table: 'usage_hour', owner: 'owner_id', key: 'owner_id, pool, hour', order: 'pool, hour' },
]
/** Tables of the use of owners, with an `owner_id`. */
export const useTables = use.map(({ table }) => table)

const plan: readonly Belonging[] = [
  { table: 'package_assignment', owner: 'owner_id', key: 'id', order: 'created_at, id' },
  { table: 'boost', owner: 'owner_id', key: 'id', order: 'created_at, id' },
  ...use,
]
const belongings = {
  namespace: plan,
  workspace: [
    ...plan,
    { table: 'membership', owner: 'workspace_id', key: 'workspace_id, user_id', order: 'user_id' },
    { table: 'invitation', owner: 'workspace_id', key: 'id', order: 'created_at, id' },
    { table: 'request_day', owner: 'workspace_id', key: 'workspace_id, day', order: 'day' },
  ],
} as const satisfies Record<string, readonly Belonging[]>

export type OwnerKind = keyof typeof belongings

/**
 * Deletes some rows of owners that were deleted so many days ago, or, where none is left, the owners. Returns false when nothing was
 * deleted: the rest is locked by others, and is for the next run.
 */
export async function forgetOwners(tx: Queryable, kind: OwnerKind, days: number): Promise<boolean> {
  const ids = await takeDeleted(tx, kind, days)
  if (ids.length === 0) return false
  // A balance goes with its opening: no old record is added to one meanwhile.
  await tx.query(noRollUp)
  let deleted = 0
  for (const belonging of belongings[kind]) deleted += await deleteSome(tx, belonging, ids)
  if (deleted > 0) return true
  const emptied = kind === 'namespace' ? await emptyFirsts(tx, ids) : 0
  return emptied + (await deleteBare(tx, kind, ids)) > 0
}

// Jobs still delete the namespaces of such a workspace, and emit the events of such a namespace from its row.
const stillDue: Readonly<Record<OwnerKind, string>> = {
  namespace: 'SELECT FROM user_events_due d WHERE d.user_id = o.owner_id',
  workspace: 'SELECT FROM workspace_copies_due d WHERE d.workspace_id = o.id',
}

async function takeDeleted(tx: Queryable, kind: OwnerKind, days: number): Promise<string[]> {
  const rows = await tx.query<{ id: string }>({
    name: `deleted_${kind}_take`,
    text: `SELECT o.id FROM ${kind} o WHERE o.deleted_at < plinth_now() - $1 * interval '1 day' AND NOT EXISTS (${stillDue[kind]})
      ORDER BY o.deleted_at LIMIT ${ownersMax} FOR UPDATE SKIP LOCKED`,
    values: [days],
  })
  return rows.map(({ id }) => id)
}

// Owner by owner, in the order of an index: where a few owners have most rows, PostgreSQL would expect some of any owner everywhere, and
// read the whole table of those that have none.
async function deleteSome(
  tx: Queryable,
  { table, owner, key, order }: Belonging,
  ids: readonly string[],
): Promise<number> {
  const rows = await tx.query({
    name: `deleted_owner_${table}`,
    text: `DELETE FROM ${table} WHERE (${key}) IN (
        SELECT own.* FROM unnest($1::text[]) AS gone (id) CROSS JOIN LATERAL (
          SELECT ${key} FROM ${table} WHERE ${owner} = gone.id ORDER BY ${owner}, ${order} LIMIT ${rowsMax} FOR UPDATE SKIP LOCKED) AS own
        LIMIT ${rowsMax}) RETURNING true AS deleted`,
    values: [ids],
  })
  return rows.length
}

// Looks one up for each owner: as an anti join it could read the table whole.
const isBare = (kind: OwnerKind) =>
  belongings[kind]
    .map(({ table, owner }) => `(SELECT true FROM ${table} WHERE ${owner} = o.id LIMIT 1) IS NULL`)
    .join(' AND ')

/**
 * Empties those that are the first namespace of a user who lives: a user without any would get a Personal one again. The end
 * of their time is that of the user.
 */
async function emptyFirsts(tx: Queryable, ids: readonly string[]): Promise<number> {
  // A user who is being deleted is waited for, and seen by the next statement.
  await tx.query({
    name: 'deleted_namespace_hold_users',
    text: `SELECT pg_advisory_xact_lock_shared(hashtextextended('user:' || owner_id, 0)) FROM (
        SELECT DISTINCT owner_id FROM namespace WHERE id = ANY ($1) AND owner_type = 'User' ORDER BY owner_id) AS held`,
    values: [ids],
  })
  const rows = await tx.query({
    name: 'deleted_namespace_empty',
    text: `UPDATE namespace o SET deleted_at = 'infinity', name = '', slug = '', description = NULL, settings = '{}', tags = '{}',
        metadata = '{}'
      WHERE o.id = ANY ($1) AND o.owner_type = 'User' AND ${isBare('namespace')}
        AND NOT EXISTS (SELECT FROM ended_user u WHERE u.user_id = o.owner_id)
        AND (SELECT f.id FROM namespace f WHERE f.owner_id = o.owner_id ORDER BY f.owner_id, f.created_at, f.id LIMIT 1) = o.id
      RETURNING true AS emptied`,
    values: [ids],
  })
  return rows.length
}

async function deleteBare(tx: Queryable, kind: OwnerKind, ids: readonly string[]): Promise<number> {
  const rows = await tx.query({
    name: `deleted_${kind}_forget`,
    text: `DELETE FROM ${kind} o WHERE o.id = ANY ($1) AND o.deleted_at < 'infinity' AND ${isBare(kind)} RETURNING true AS deleted`,
    values: [ids],
  })
  return rows.length
}
