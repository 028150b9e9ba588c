// Every change of the namespaces of an owner holds the lock of the owner: each owner has one default, and its successor is promoted once.
import { brokenConstraint, pagesOf, type Queryable, type Tx } from '@plinth/kit/db'
import { fromRow, readRow, readRows, theRow } from '@plinth/kit/db/rows'
import type { Caller, Role } from '../caller.ts'
import { fail } from '../errors.ts'
import { asUuid } from '../fields/text-rules.ts'
import { asUserNotFound } from '../teams/store.ts'
import { columns } from './columns.ts'
import { allNamespaces, namespacesOf } from './lists.ts'
import type { Namespace, NamespaceDraft } from './namespace.ts'

export interface Reached {
  namespace: Namespace
  /** Role of the caller in the owning workspace; undefined for own namespaces of a user and for operators. */
  role: Role | undefined
  /** Status of the owning workspace; active for a namespace of a user. */
  status: string
}

/** Creates the first namespace of an owner, which is its default. Returns undefined if another transaction created it first. */
export async function insertFirstNamespace(db: Queryable, draft: NamespaceDraft): Promise<Namespace | undefined> {
  return readRow<Namespace>(db, {
    name: 'namespace_insert_first',
    text: `INSERT INTO namespace AS n (id, uuid, name, slug, owner_type, owner_id, workspace_id, settings, tags, metadata,
        is_default, is_active)
      SELECT $1, $2, $3, $4, $5, $6, $7, '{}', '{}', '{}', true, true
      WHERE NOT EXISTS (SELECT FROM namespace WHERE owner_id = $6)
      ON CONFLICT DO NOTHING RETURNING ${columns}`,
    values: [draft.id, draft.uuid, draft.name, draft.slug, draft.ownerType, draft.ownerId, draft.workspaceId],
  }).catch(asUserNotFound)
}

/** Inserts a namespace. Returns undefined if the owner already has the slug. */
export async function insertNamespace(tx: Tx, draft: NamespaceDraft): Promise<Namespace | undefined> {
  return readRow<Namespace>(tx, {
    name: 'namespace_insert',
    text: `INSERT INTO namespace AS n (id, uuid, name, slug, owner_type, owner_id, workspace_id, description, settings, tags,
        metadata, is_default, is_active)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, true)
      ON CONFLICT (owner_id, slug) WHERE deleted_at IS NULL DO NOTHING RETURNING ${columns}`,
    values: [
      ...[draft.id, draft.uuid, draft.name, draft.slug, draft.ownerType, draft.ownerId, draft.workspaceId],
      ...[
        draft.description,
        JSON.stringify(draft.settings),
        draft.tags,
        JSON.stringify(draft.metadata),
        draft.isDefault,
      ],
    ],
  }).catch(asUserNotFound)
}

/** Finds a namespace by ID or UUID, if the caller has access. */
export async function findNamespace(db: Queryable, idOrUuid: string, caller: Caller): Promise<Reached | undefined> {
  const row = await readRow<Namespace & { role: Role | undefined; status?: string }>(db, {
    name: 'namespace_find',
    text: `SELECT ${columns}, m.role, w.status FROM namespace n
      LEFT JOIN workspace w ON w.id = n.owner_id AND n.owner_type = 'Workspace' AND w.deleted_at IS NULL
        AND $5 IN ('', w.id)
      LEFT JOIN membership m ON m.workspace_id = w.id AND m.user_id = $1
      WHERE (n.id = $3 OR n.uuid = $4) AND n.deleted_at IS NULL
        AND CASE n.owner_type WHEN 'User' THEN $2::boolean OR n.owner_id = $1
          ELSE w.id IS NOT NULL AND ($2::boolean OR m.role IS NOT NULL) END`,
    values: [caller.userId, caller.isOperator, idOrUuid, asUuid(idOrUuid), caller.boundTo],
  })
  if (row === undefined) return undefined
  const { role, status = 'active', ...namespace } = row
  return { namespace, role, status }
}

/**
 * Throws namespaceSlugTaken if the owner already has the new slug. An unchanged payer is not written: a trigger may have
 * ended the payment since the namespace was read.
 */
export async function saveNamespace(tx: Tx, before: Namespace, namespace: Namespace): Promise<Namespace> {
  const { id, name, slug, workspaceId, description, settings, tags, metadata, isDefault, isActive } = namespace
  return theRow<Namespace>(tx, {
    name: 'namespace_save',
    text: `UPDATE namespace AS n SET name = $2, slug = $3, description = $5, settings = $6, tags = $7, metadata = $8,
          workspace_id = CASE WHEN $11::boolean THEN $4 ELSE n.workspace_id END, is_default = $9, is_active = $10, updated_at = plinth_now(), version = version + 1
        WHERE n.id = $1 RETURNING ${columns}`,
    values: [
      ...[id, name, slug, workspaceId, description, JSON.stringify(settings), tags, JSON.stringify(metadata)],
      ...[isDefault, isActive, workspaceId !== before.workspaceId],
    ],
  }).catch((err: unknown) => {
    throw brokenConstraint(err) === 'namespace_living_slug_key' ? fail.namespaceSlugTaken() : err
  })
}

export async function softDeleteNamespace(tx: Tx, id: string): Promise<void> {
  await tx.query({
    name: 'namespace_bury',
    text: `UPDATE namespace SET deleted_at = plinth_now(), updated_at = plinth_now(), version = version + 1 WHERE id = $1`,
    values: [id],
  })
}

/** Returns all namespaces of a user, with their payers. */
export async function softDeleteNamespacesOf(tx: Tx, userId: string): Promise<Pick<Namespace, 'id' | 'workspaceId'>[]> {
  return readRows<Pick<Namespace, 'id' | 'workspaceId'>>(tx, {
    name: 'namespace_bury_of',
    text: `UPDATE namespace SET deleted_at = plinth_now(), updated_at = plinth_now(), version = version + 1
      WHERE owner_id = $1 AND owner_type = 'User' AND deleted_at IS NULL RETURNING id, workspace_id`,
    values: [userId],
  })
}

export async function findDefault(db: Queryable, ownerId: string): Promise<Namespace | undefined> {
  return readRow<Namespace>(db, {
    name: 'namespace_default',
    text: `SELECT ${columns} FROM namespace n WHERE n.owner_id = $1 AND n.is_default AND n.deleted_at IS NULL`,
    values: [ownerId],
  })
}

/** Returns the next default namespace: the oldest active one, otherwise the oldest. */
export async function findNext(db: Queryable, ownerId: string): Promise<Namespace | undefined> {
  return readRow<Namespace>(db, {
    name: 'namespace_next',
    text: `SELECT ${columns} FROM namespace n WHERE n.owner_id = $1 AND n.deleted_at IS NULL
      ORDER BY n.is_active DESC, n.created_at, n.id LIMIT 1`,
    values: [ownerId],
  })
}

/** Counts the living namespaces that a workspace pays for. */
export async function countPaid(db: Queryable, workspaceId: string): Promise<number> {
  const [row] = await db.query<{ paid: number }>({
    name: 'namespace_count_paid',
    // An ID under a SELECT is hidden: seeing one that pays for many, PostgreSQL would read the whole table.
    text: 'SELECT count(*) AS paid FROM namespace WHERE workspace_id = (SELECT $1::text) AND deleted_at IS NULL',
    values: [workspaceId],
  })
  return Number(row?.paid)
}

/** Returns a page of the namespaces that the caller can access. */
export const pageNamespaces = pagesOf(
  (caller: Caller) => (caller.isOperator ? allNamespaces : namespacesOf(caller)),
  fromRow<Namespace>,
)
