import { brokenConstraint, pagesOf, type Queryable, type Tx } from '@plinth/kit/db'
import { fromRow, readRow, readRows } from '@plinth/kit/db/rows'
import type { Caller, Role } from '../caller.ts'
import { fail } from '../errors.ts'
import { isSlug } from '../fields/slug.ts'
import type { NamespaceDraft } from '../namespaces/namespace.ts'
import { userNotFoundFor } from '../teams/store.ts'
import { allWorkspaces, workspaceColumns as columns, workspacesOf } from './lists.ts'
import type { Workspace } from './workspace.ts'

// $1 is the caller; an operator ($2) sees all living workspaces.
const visible = `workspace w LEFT JOIN membership m ON m.workspace_id = w.id AND m.user_id = $1`
const isVisible = `w.deleted_at IS NULL AND ($2::boolean OR m.user_id IS NOT NULL)`

/** By its id, or by its slug, whichever it looks like. */
export async function findWorkspace(db: Queryable, idOrSlug: string, caller: Caller): Promise<Workspace | undefined> {
  return (await findEach(db, isSlug(idOrSlug) ? 'slug' : 'id', [{ caller, name: idOrSlug }]))[0]
}

export interface WorkspaceQuestion {
  caller: Caller
  name: string
}

/** Returns the workspace that each caller sees under the name, in the order of the callers. */
export async function findEach(
  db: Queryable,
  key: 'id' | 'slug',
  questions: readonly WorkspaceQuestion[],
): Promise<(Workspace | undefined)[]> {
  const rows = await readRows<Workspace & { place: number }>(db, {
    name: `workspace_find_by_${key}`,
    // NOTE: an array under a SELECT hides its length: seeing it, PostgreSQL plans the statement anew each time.
    // OFFSET 0 has each looked up by itself: else both tables are read whole, to be hashed, up to some thousand rows.
    text: `SELECT ${columns}, asked.place
      FROM unnest((SELECT $1::text[]), (SELECT $2::text[]), (SELECT $3::boolean[]))
        WITH ORDINALITY AS asked (name, user_id, is_operator, place)
      CROSS JOIN LATERAL (SELECT * FROM workspace w WHERE w.${key} = asked.name AND w.deleted_at IS NULL OFFSET 0) w
      WHERE asked.is_operator
        OR EXISTS (SELECT FROM membership m WHERE m.workspace_id = w.id AND m.user_id = asked.user_id OFFSET 0)`,
    values: [
      questions.map(({ name }) => name),
      questions.map(({ caller }) => caller.userId),
      questions.map(({ caller }) => caller.isOperator),
    ],
  })
  const found = new Map(rows.map(({ place, ...workspace }) => [place, workspace]))
  return questions.map((_, at) => found.get(at + 1))
}

export async function findWorkspaces(db: Queryable, ids: readonly string[], caller: Caller): Promise<Workspace[]> {
  return readRows<Workspace>(db, {
    name: 'workspace_find_many',
    text: `SELECT ${columns} FROM ${visible} WHERE w.id = ANY($3) AND ${isVisible}`,
    values: [caller.userId, caller.isOperator, ids],
  })
}

export interface LockedWorkspace {
  workspace: Workspace
  /** Of the caller; an operator may have none. */
  role: Role | undefined
  /** Why it was last suspended or reactivated; no answer of the API shows it. */
  statusReason: string | undefined
}

/** Locks a workspace until the transaction ends. */
export async function lockWorkspace(tx: Tx, idOrSlug: string, caller: Caller): Promise<LockedWorkspace | undefined> {
  const row = await readRow<Workspace & Pick<LockedWorkspace, 'role' | 'statusReason'>>(tx, {
    name: 'workspace_lock',
    text: `SELECT ${columns}, w.status_reason, m.role FROM ${visible} WHERE (w.id = $3 OR w.slug = $3) AND ${isVisible} FOR UPDATE OF w`,
    values: [caller.userId, caller.isOperator, idOrSlug],
  })
  if (row === undefined) return undefined
  const { role, statusReason, ...workspace } = row
  return { workspace, role, statusReason }
}

export interface NewWorkspace {
  workspace: Workspace
  /** The slug is one that the caller asked for, not a generated one. */
  isSlugWanted: boolean
  ownerId: string
  /** The user whose key asks; undefined for an operator's. */
  madeBy: string | undefined
  /** The workspace's first. */
  namespace: NamespaceDraft
  /** The owner's, unless the owner has one. */
  personal: NamespaceDraft
}

/**
 * Stores all that a workspace begins with, in one statement on its way to COMMIT. The transaction fails with slugTaken when
 * the wanted slug is another's, and with userNotFound when the owner has ended. Columns left out take their defaults:
 * version 1 and the time of the transaction.
 */
export function insertWorkspace(
  tx: Tx,
  { workspace, isSlugWanted, ownerId, madeBy, namespace, personal }: NewWorkspace,
) {
  const first = ({ id, uuid, name, slug }: NamespaceDraft) => [id, uuid, name, slug]
  tx.atCommit(
    {
      name: 'workspace_insert',
      text: `WITH made AS (
          INSERT INTO workspace (id, name, slug, tier, status, settings, tags, metadata, foreign_keys, made_by)
          VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id, name, slug, tier, status, created_at
        ), owned AS (
          INSERT INTO membership (workspace_id, user_id, role, workspace_name, workspace_slug, workspace_tier,
            workspace_status, workspace_created_at)
          SELECT id, $11, 'owner', name, slug, tier, status, created_at FROM made RETURNING workspace_id, user_id
        ), first AS (
          SELECT $12 AS id, $13::uuid AS uuid, $14 AS name, $15 AS slug, 'Workspace' AS owner_type,
            workspace_id AS owner_id, workspace_id FROM owned
          UNION ALL
          SELECT $16, $17::uuid, $18, $19, 'User', user_id, NULL FROM owned
          WHERE NOT EXISTS (SELECT FROM namespace n WHERE n.owner_id = $11)
        )
        INSERT INTO namespace (id, uuid, name, slug, owner_type, owner_id, workspace_id, settings, tags, metadata,
          is_default, is_active)
        SELECT id, uuid, name, slug, owner_type, owner_id, workspace_id, '{}', '{}', '{}', true, true
        FROM first ORDER BY owner_id
        ON CONFLICT DO NOTHING`,
      values: [
        ...[workspace.id, ...valuesOf(workspace), madeBy],
        ...[ownerId, ...first(namespace), ...first(personal)],
      ],
    },
    (thrown) => (isSlugWanted && isSlugTaken(thrown) ? fail.slugTaken() : userNotFoundFor(thrown)),
  )
}

const valuesOf = ({ name, slug, tier, status, settings, tags, metadata, foreignKeys }: Workspace) => [
  ...[name, slug, tier, status, JSON.stringify(settings), tags, JSON.stringify(metadata), foreignKeys],
]

export const isSlugTaken = (thrown: unknown): boolean => brokenConstraint(thrown) === 'workspace_living_slug_key'

/** Stores a workspace that is locked, on its way to COMMIT. The transaction fails with slugTaken when the new slug is another's. */
export function saveWorkspace(tx: Tx, workspace: Workspace, statusReason?: string): void {
  tx.atCommit(
    {
      name: 'workspace_save',
      text: `UPDATE workspace SET name = $2, slug = $3, tier = $4, status = $5, settings = $6, tags = $7,
          metadata = $8, foreign_keys = $9, status_reason = coalesce($10, status_reason), updated_at = plinth_now(),
          version = version + 1
        WHERE id = $1`,
      values: [workspace.id, ...valuesOf(workspace), statusReason],
    },
    (thrown) => (isSlugTaken(thrown) ? fail.slugTaken() : thrown),
  )
}

export async function softDeleteWorkspace(tx: Tx, workspaceId: string): Promise<void> {
  await tx.query({
    name: 'workspace_bury',
    text: `UPDATE workspace SET deleted_at = plinth_now(), updated_at = plinth_now(), version = version + 1 WHERE id = $1`,
    values: [workspaceId],
  })
}

/** A page of those the caller sees. */
export const pageWorkspaces = pagesOf(
  ({ isOperator, userId }: Caller) => (isOperator ? allWorkspaces : workspacesOf(userId)),
  fromRow<Workspace>,
)
