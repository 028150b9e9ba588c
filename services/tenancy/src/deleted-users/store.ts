// A trigger takes the lock of the user, shared, for each new membership and namespace of a user, and refuses them for a user that
// was deleted. It applies to every process of every release.
import type { Tx } from '@plinth/kit/db'
import { useTables } from '../deleted-owners/store.ts'

/** Locks the user against new memberships and namespaces. Concurrent additions are visible when it returns. */
export async function holdUser(tx: Tx, userId: string): Promise<void> {
  await tx.query({
    name: 'ended_user_hold',
    text: `SELECT pg_advisory_xact_lock(hashtextextended('user:' || $1, 0))`,
    values: [userId],
  })
}

export async function hasEnded(tx: Tx, userId: string): Promise<boolean> {
  const rows = await tx.query({
    name: 'ended_user_find',
    text: 'SELECT FROM ended_user WHERE user_id = $1',
    values: [userId],
  })
  return rows.length > 0
}

/** Requires the lock of the user. */
export async function markEnded(tx: Tx, userId: string): Promise<void> {
  await tx.query({ name: 'ended_user_mark', text: 'INSERT INTO ended_user (user_id) VALUES ($1)', values: [userId] })
}

/** Locks the living workspaces of the user, in the order of ids, in one statement. */
export async function lockWorkspacesOf(tx: Tx, userId: string): Promise<void> {
  await tx.query({
    name: 'ended_user_lock_workspaces',
    // LATERAL looks up each by itself, in this order: of an array PostgreSQL may compare each element with each workspace.
    text: `SELECT count(*)
      FROM (SELECT m.workspace_id FROM membership m WHERE m.user_id = $1 ORDER BY m.workspace_id OFFSET 0) AS own
      CROSS JOIN LATERAL (SELECT FROM workspace w WHERE w.id = own.workspace_id AND w.deleted_at IS NULL FOR NO KEY UPDATE) AS locked`,
    values: [userId],
  })
}

// A refusal that names thousands of workspaces is more than a caller reads, and than a trailer of gRPC carries.
const namedMax = 100

/** Returns living workspaces whose only owner is the user, 100 at most. */
export async function ownedAlone(tx: Tx, userId: string): Promise<string[]> {
  const rows = await tx.query<{ workspace_id: string }>({
    name: 'ended_user_owned_alone',
    // OFFSET 0 has each looked up by itself: else PostgreSQL may compare all owners with all.
    text: `SELECT m.workspace_id FROM (SELECT workspace_id, user_id, role FROM membership WHERE user_id = $1 OFFSET 0) AS m
      WHERE m.role = 'owner'
        AND NOT EXISTS (SELECT FROM membership o WHERE o.workspace_id = m.workspace_id AND o.role = 'owner' AND o.user_id <> m.user_id OFFSET 0)
        AND EXISTS (SELECT FROM workspace w WHERE w.id = m.workspace_id AND w.deleted_at IS NULL OFFSET 0)
      ORDER BY m.workspace_id LIMIT ${namedMax}`,
    values: [userId],
  })
  return rows.map((row) => row.workspace_id)
}

/** Deletes all memberships of the user, and keeps those in living workspaces for their events. */
export async function endMemberships(tx: Tx, userId: string): Promise<void> {
  await tx.query({
    name: 'ended_user_memberships',
    text: `WITH ended AS (DELETE FROM membership WHERE user_id = $1 RETURNING *)
      INSERT INTO ended_membership (user_id, workspace_id, role, created_at, updated_at, version)
      SELECT m.user_id, m.workspace_id, m.role, m.created_at, m.updated_at, m.version
      FROM ended m WHERE EXISTS (SELECT FROM workspace w WHERE w.id = m.workspace_id AND w.deleted_at IS NULL OFFSET 0)`,
    values: [userId],
  })
}

/**
 * Deletes the other rows of the user: invitations, the tier and its balances, the namespace that was emptied. Records of use stay for
 * their own time; an opening that is being added at this moment is read no more.
 */
export async function dropTraces(tx: Tx, userId: string): Promise<void> {
  const values = [userId]
  await Promise.all([
    tx.query({
      name: 'ended_user_invitations',
      text: 'DELETE FROM invitation WHERE accepted_by = $1 OR (invited_by = $1 AND accepted_by IS NULL)',
      values,
    }),
    tx.query({
      name: 'ended_user_emptied',
      text: `DELETE FROM namespace WHERE owner_id = $1 AND deleted_at = 'infinity'`,
      values,
    }),
    tx.query({ name: 'ended_user_tier', text: 'DELETE FROM user_tier WHERE user_id = $1', values }),
    ...useTables.map((table) =>
      tx.query({ name: `ended_user_${table}`, text: `DELETE FROM ${table} WHERE owner_id = $1`, values }),
    ),
  ])
}
