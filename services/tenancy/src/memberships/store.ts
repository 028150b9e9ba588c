import type { Queryable, Tx } from '@plinth/kit/db'
import type { Role } from '../caller.ts'
import type { Membership } from './membership.ts'

const living = 'JOIN workspace w ON w.id = m.workspace_id AND w.deleted_at IS NULL'

export async function insertMembership(tx: Tx, workspaceId: string, userId: string, role: Role): Promise<Membership> {
  const [row] = await tx.query<{ created_at: Date }>({
    name: 'membership_insert',
    text: 'INSERT INTO membership (workspace_id, user_id, role) VALUES ($1, $2, $3) RETURNING created_at',
    values: [workspaceId, userId, role],
  })
  if (row === undefined) throw new Error('an insertion answered no row')
  return { workspaceId, userId, role, createdAt: row.created_at }
}

export async function memberIdsOf(db: Queryable, workspaceId: string): Promise<string[]> {
  const rows = await db.query<{ user_id: string }>({
    name: 'membership_user_ids',
    text: `SELECT m.user_id FROM membership m ${living} WHERE m.workspace_id = $1 ORDER BY m.user_id`,
    values: [workspaceId],
  })
  return rows.map((row) => row.user_id)
}

export async function workspaceIdsOf(db: Queryable, userId: string): Promise<string[]> {
  const rows = await db.query<{ workspace_id: string }>({
    name: 'membership_workspace_ids',
    text: `SELECT m.workspace_id FROM membership m ${living} WHERE m.user_id = $1 ORDER BY m.workspace_id`,
    values: [userId],
  })
  return rows.map((row) => row.workspace_id)
}

/** Do the two belong to one workspace? */
export async function shareWorkspace(db: Queryable, userId: string, otherId: string): Promise<boolean> {
  const rows = await db.query({
    name: 'membership_shared',
    text: `SELECT FROM membership m ${living} JOIN membership other USING (workspace_id)
      WHERE m.user_id = $1 AND other.user_id = $2 LIMIT 1`,
    values: [userId, otherId],
  })
  return rows.length > 0
}

/** Workspace id → its oldest owner's user id. */
export async function oldestOwnersOf(db: Queryable, workspaceIds: readonly string[]): Promise<Record<string, string>> {
  const rows = await db.query<{ workspace_id: string; user_id: string }>({
    name: 'membership_owners',
    text: `SELECT DISTINCT ON (m.workspace_id) m.workspace_id, m.user_id FROM membership m ${living}
      WHERE m.workspace_id = ANY($1) AND m.role = 'owner' ORDER BY m.workspace_id, m.created_at, m.user_id`,
    values: [workspaceIds],
  })
  return Object.fromEntries(rows.map((row) => [row.workspace_id, row.user_id]))
}

/** Nobody else takes this user out of a workspace until the transaction ends. */
export async function lockMembershipsOf(tx: Tx, userId: string): Promise<void> {
  await tx.query({
    name: 'membership_lock_user',
    text: `SELECT pg_advisory_xact_lock(hashtextextended('memberships:' || $1, 0))`,
    values: [userId],
  })
}
