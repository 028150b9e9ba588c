// A trigger takes the lock of the user, shared, for each new membership and namespace of a user, and refuses them for a user that
// was deleted. It applies to every process of every release.
import type { Tx } from '@plinth/kit/db'

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

/** Returns the living workspaces whose only owner is the user. */
export async function ownedAlone(tx: Tx, userId: string): Promise<string[]> {
  const rows = await tx.query<{ workspace_id: string }>({
    name: 'ended_user_owned_alone',
    text: `SELECT m.workspace_id FROM membership m JOIN workspace w ON w.id = m.workspace_id AND w.deleted_at IS NULL
      WHERE m.user_id = $1 AND m.role = 'owner' AND NOT EXISTS (SELECT FROM membership o
        WHERE o.workspace_id = m.workspace_id AND o.role = 'owner' AND o.user_id <> m.user_id)
      ORDER BY m.workspace_id`,
    values: [userId],
  })
  return rows.map((row) => row.workspace_id)
}

/** Deletes the other rows of the user: memberships of deleted workspaces, invitations, the tier. */
export async function dropTraces(tx: Tx, userId: string): Promise<void> {
  const values = [userId]
  await Promise.all([
    tx.query({ name: 'ended_user_memberships', text: 'DELETE FROM membership WHERE user_id = $1', values }),
    tx.query({
      name: 'ended_user_invitations',
      text: 'DELETE FROM invitation WHERE accepted_by = $1 OR (invited_by = $1 AND accepted_by IS NULL)',
      values,
    }),
    tx.query({ name: 'ended_user_tier', text: 'DELETE FROM user_tier WHERE user_id = $1', values }),
  ])
}
