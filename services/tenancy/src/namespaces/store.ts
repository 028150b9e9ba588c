// Every change of the namespaces of an owner holds the lock of the owner: each owner has one default, and its successor is promoted once.
import { brokenConstraint, type Page, type Queryable, selectPage, type Tx } from '@plinth/kit/db'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import type { Caller, Role } from '../caller.ts'
import { fail } from '../errors.ts'
import { asUuid } from '../fields/text-rules.ts'
import { asUserNotFound } from '../teams/store.ts'
import { columns, type NamespaceRow, toNamespace } from './columns.ts'
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
  const rows = await db
    .query<NamespaceRow>({
      name: 'namespace_insert_first',
      text: `INSERT INTO namespace AS n (id, uuid, name, slug, owner_type, owner_id, workspace_id, settings, tags, metadata,
        is_default, is_active)
      SELECT $1, $2, $3, $4, $5, $6, $7, '{}', '{}', '{}', true, true
      WHERE NOT EXISTS (SELECT FROM namespace WHERE owner_id = $6)
      ON CONFLICT DO NOTHING RETURNING ${columns}`,
      values: [draft.id, draft.uuid, draft.name, draft.slug, draft.ownerType, draft.ownerId, draft.workspaceId ?? null],
    })
    .catch((thrown: unknown) => {
      throw asUserNotFound(thrown)
    })
  return rows.map(toNamespace)[0]
}

/** Inserts a namespace. Returns undefined if the owner already has the slug. */
export async function insertNamespace(tx: Tx, draft: NamespaceDraft): Promise<Namespace | undefined> {
  const rows = await tx
    .query<NamespaceRow>({
      name: 'namespace_insert',
      text: `INSERT INTO namespace AS n (id, uuid, name, slug, owner_type, owner_id, workspace_id, description, settings, tags,
        metadata, is_default, is_active)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, true)
      ON CONFLICT (owner_id, slug) WHERE deleted_at IS NULL DO NOTHING RETURNING ${columns}`,
      values: [
        draft.id,
        draft.uuid,
        draft.name,
        draft.slug,
        draft.ownerType,
        draft.ownerId,
        draft.workspaceId ?? null,
        draft.description ?? null,
        JSON.stringify(draft.settings),
        draft.tags,
        JSON.stringify(draft.metadata),
        draft.isDefault,
      ],
    })
    .catch((thrown: unknown) => {
      throw asUserNotFound(thrown)
    })
  return rows.map(toNamespace)[0]
}

/** Finds a namespace by ID or UUID, if the caller has access. */
export async function findNamespace(db: Queryable, idOrUuid: string, caller: Caller): Promise<Reached | undefined> {
  const [row] = await db.query<NamespaceRow & { role: Role | null; status: string | null }>({
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
  return { namespace: toNamespace(row), role: row.role ?? undefined, status: row.status ?? 'active' }
}

/**
 * Throws namespaceSlugTaken if the owner already has the new slug. An unchanged payer is not written: a trigger may have
 * ended the payment since the namespace was read.
 */
export async function saveNamespace(tx: Tx, before: Namespace, namespace: Namespace): Promise<Namespace> {
  const [row] = await tx
    .query<NamespaceRow>({
      name: 'namespace_save',
      text: `UPDATE namespace AS n SET name = $2, slug = $3, description = $5, settings = $6, tags = $7, metadata = $8,
          workspace_id = CASE WHEN $11::boolean THEN $4 ELSE n.workspace_id END, is_default = $9, is_active = $10, updated_at = plinth_now(), version = version + 1
        WHERE n.id = $1 RETURNING ${columns}`,
      values: [
        namespace.id,
        namespace.name,
        namespace.slug,
        namespace.workspaceId ?? null,
        namespace.description ?? null,
        JSON.stringify(namespace.settings),
        namespace.tags,
        JSON.stringify(namespace.metadata),
        namespace.isDefault,
        namespace.isActive,
        namespace.workspaceId !== before.workspaceId,
      ],
    })
    .catch((err: unknown) => {
      throw brokenConstraint(err) === 'namespace_living_slug_key' ? fail.namespaceSlugTaken() : err
    })
  if (row === undefined) throw new Error('a namespace vanished under its lock')
  return toNamespace(row)
}

export async function softDeleteNamespace(tx: Tx, id: string): Promise<void> {
  await tx.query({
    name: 'namespace_bury',
    text: `UPDATE namespace SET deleted_at = plinth_now(), updated_at = plinth_now(), version = version + 1 WHERE id = $1`,
    values: [id],
  })
}

/** Returns all namespaces of a user. */
export async function softDeleteNamespacesOf(tx: Tx, userId: string): Promise<Namespace[]> {
  const rows = await tx.query<NamespaceRow>({
    name: 'namespace_bury_of',
    text: `UPDATE namespace AS n SET deleted_at = plinth_now(), updated_at = plinth_now(), version = version + 1
      WHERE n.owner_id = $1 AND n.owner_type = 'User' AND n.deleted_at IS NULL RETURNING ${columns}`,
    values: [userId],
  })
  return rows.map(toNamespace)
}

export async function findDefault(db: Queryable, ownerId: string): Promise<Namespace | undefined> {
  const rows = await db.query<NamespaceRow>({
    name: 'namespace_default',
    text: `SELECT ${columns} FROM namespace n WHERE n.owner_id = $1 AND n.is_default AND n.deleted_at IS NULL`,
    values: [ownerId],
  })
  return rows.map(toNamespace)[0]
}

/** Returns the next default namespace: the oldest active one, otherwise the oldest. */
export async function findNext(db: Queryable, ownerId: string): Promise<Namespace | undefined> {
  const rows = await db.query<NamespaceRow>({
    name: 'namespace_next',
    text: `SELECT ${columns} FROM namespace n WHERE n.owner_id = $1 AND n.deleted_at IS NULL
      ORDER BY n.is_active DESC, n.created_at, n.id LIMIT 1`,
    values: [ownerId],
  })
  return rows.map(toNamespace)[0]
}

/** Counts the living namespaces that a workspace pays for. */
export async function countPaid(db: Queryable, workspaceId: string): Promise<number> {
  const [row] = await db.query<{ paid: number }>({
    name: 'namespace_count_paid',
    text: 'SELECT count(*) AS paid FROM namespace WHERE workspace_id = $1 AND deleted_at IS NULL',
    values: [workspaceId],
  })
  return Number(row?.paid)
}

/** Returns a page of the namespaces that the caller can access. */
export async function pageNamespaces(
  db: Queryable,
  caller: Caller,
  query: ListQuery | undefined,
): Promise<Page<Namespace>> {
  const source = caller.isOperator ? allNamespaces : namespacesOf(caller)
  return selectPage(db, source, query, toNamespace)
}
