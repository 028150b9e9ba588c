import { dayAfter } from '@plinth/kit/days'
import {
  databaseDay,
  type Page,
  type PageSource,
  type Queryable,
  type Statement,
  selectPage,
  type Tx,
} from '@plinth/kit/db'
import { fromRow, readRow, readRows } from '@plinth/kit/db/rows'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { asUuid } from '../fields/text-rules.ts'
import { columns } from './columns.ts'
import type { Namespace, PaidNamespace } from './namespace.ts'

const usageDays = 30
const recordsMax = 10_000

/** Returns the living payer of each living namespace, as PayerRow by fromRow. */
export const findPayers = (namespaceIds: Iterable<string>): Statement => ({
  name: 'payment_find',
  text: `SELECT n.id, (SELECT w.id FROM workspace w WHERE w.id = n.workspace_id AND w.deleted_at IS NULL) AS workspace_id
    FROM namespace n WHERE n.id = ANY ((SELECT $1::text[])::text[]) AND n.deleted_at IS NULL`,
  values: [[...new Set(namespaceIds)]],
})

export interface PayerRow {
  id: string
  workspaceId: string | undefined
}

/** Ends the payments and returns the namespaces of the user that the workspace paid for. */
export async function clearPayer(tx: Tx, workspaceId: string, userId: string): Promise<Namespace[]> {
  return readRows<Namespace>(tx, {
    name: 'payment_end',
    text: `UPDATE namespace AS n SET workspace_id = NULL, updated_at = plinth_now(), version = version + 1
      WHERE n.owner_type = 'User' AND n.owner_id = $2 AND n.workspace_id = $1 AND n.deleted_at IS NULL
      RETURNING ${columns}`,
    values: [workspaceId, userId],
  })
}

/** Finds, by ID or UUID, a living namespace of a user that the workspace pays for. */
export async function findPaid(db: Queryable, workspaceId: string, idOrUuid: string): Promise<Namespace | undefined> {
  return readRow<Namespace>(db, {
    name: 'payment_find_one',
    text: `SELECT ${columns} FROM namespace n WHERE (n.id = $2 OR n.uuid = $3) AND n.workspace_id = $1
      AND n.owner_type = 'User' AND n.deleted_at IS NULL`,
    values: [workspaceId, idOrUuid, asUuid(idOrUuid)],
  })
}

// It holds a lock for each owner.
const stepMax = 500
/** True when more payments may be left than a transaction ends. */
export const isFullStep = (paid: readonly object[]): boolean => paid.length === stepMax

/** Returns living namespaces of users that the workspace pays for, as many as a step ends. */
export async function paidOf(db: Queryable, workspaceId: string): Promise<{ id: string; ownerId: string }[]> {
  return readRows<{ id: string; ownerId: string }>(db, {
    name: 'payment_of',
    // An ID under a SELECT is hidden: seeing one that pays for many, PostgreSQL would look for the last ones in the whole table.
    text: `SELECT id, owner_id FROM namespace
      WHERE workspace_id = (SELECT $1::text) AND owner_type = 'User' AND deleted_at IS NULL LIMIT ${stepMax}`,
    values: [workspaceId],
  })
}

/** Ends the payments of the workspace for these namespaces, and returns the ids of those that it paid for. */
export async function clearPayments(tx: Tx, workspaceId: string, namespaceIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }>({
    name: 'payment_end_many',
    // IS NOT DISTINCT FROM uses no index: by one of the living, PostgreSQL might read all that the workspace pays for.
    text: `UPDATE namespace SET workspace_id = NULL, updated_at = plinth_now(), version = version + 1
      WHERE id = ANY ($2) AND (workspace_id, owner_type, deleted_at) IS NOT DISTINCT FROM ($1, 'User', NULL::timestamptz)
      RETURNING id`,
    values: [workspaceId, namespaceIds],
  })
  return rows.map(({ id }) => id)
}

export async function notePaymentsDue(tx: Tx, workspaceId: string): Promise<void> {
  await tx.query({
    name: 'payments_due_note',
    text: 'INSERT INTO payments_end_due (workspace_id) VALUES ($1)',
    values: [workspaceId],
  })
}

// The day is a value: PostgreSQL would plan, and lock, every partition for an expression that it cannot work out before.
const paidBy = (workspaceId: string, firstDay: string): PageSource => ({
  columns: `n.id, n.name, n.owner_type, n.owner_id, n.is_active, n.created_at, n.updated_at,
    (SELECT json_build_object('records', sum(f.records), 'features', json_object_agg(f.feature, f.quantity))
      FROM (SELECT u.feature, count(*) AS records, sum(u.quantity) AS quantity
        FROM (SELECT r.feature, r.quantity FROM usage_record r WHERE r.namespace_id = n.id AND r.owner_id = $1
            AND r.recorded_at > plinth_now() - interval '${usageDays} days'
            AND r.day >= '${firstDay}'
          ORDER BY r.recorded_at DESC, r.id DESC LIMIT ${recordsMax + 1}) AS u GROUP BY 1) AS f) AS used`,
  from: 'namespace n',
  // An ID under a SELECT is hidden: seeing one that pays for many, PostgreSQL would look for the first ones among those of all workspaces.
  where: 'n.workspace_id = (SELECT $1::text) AND n.deleted_at IS NULL',
  values: [workspaceId],
  fields: {
    name: { column: 'n.name', type: 'text' },
    owner_type: { column: 'n.owner_type', type: 'text', isUnsorted: true },
    is_active: { column: 'n.is_active', type: 'boolean', isUnsorted: true },
    created_at: { column: 'n.created_at', type: 'time' },
    updated_at: { column: 'n.updated_at', type: 'time' },
    workspace_id: { column: 'n.workspace_id', type: 'text', isUnsorted: true },
  },
  idColumn: 'n.id',
  search: ['n.name'],
})

interface PaidRow extends Omit<PaidNamespace, 'usage' | 'isUsageExact'> {
  used: { records: number | null; features: Record<string, number> | null }
}

function toPaid(row: object): PaidNamespace {
  const { used, ...namespace } = fromRow<PaidRow>(row)
  return { ...namespace, usage: used.features ?? {}, isUsageExact: (used.records ?? 0) <= recordsMax }
}

/** Returns a page of the namespaces that a workspace pays for. */
export async function pagePaid(
  db: Queryable,
  query: ListQuery | undefined,
  workspaceId: string,
): Promise<Page<PaidNamespace>> {
  return selectPage(db, paidBy(workspaceId, dayAfter(await databaseDay(db), -usageDays)), query, toPaid)
}
