import type { Tx } from '@plinth/kit/db'
import { readRow, theRow } from '@plinth/kit/db/rows'

const stepMax = 1_000

/** A workspace whose memberships hold copies of what it was, or which is deleted and has living namespaces. */
export interface CopiesDue {
  workspaceId: string
  /** Memberships up to this one are up to date; empty: none yet. */
  doneToUserId: string
  isDeleted: boolean
}

/** Takes the one whose turn came first, and keeps the workspace from changing. Waits for nothing: what is locked has its turn later. */
export const takeCopiesDue = (tx: Tx): Promise<CopiesDue | undefined> =>
  readRow<CopiesDue>(tx, {
    name: 'workspace_copies_take',
    text: `SELECT c.workspace_id, c.done_to_user_id, c.is_deleted
      FROM workspace_copies_due c JOIN workspace w ON w.id = c.workspace_id
      WHERE c.turn_at <= plinth_now() ORDER BY c.turn_at LIMIT 1 FOR SHARE OF w SKIP LOCKED FOR UPDATE OF c SKIP LOCKED`,
  })

/** Brings the copies of the next memberships up to date. Returns the last of them; undefined when there are no more. */
export async function copyStep(tx: Tx, { workspaceId, doneToUserId }: CopiesDue): Promise<string | undefined> {
  const { count, last } = await theRow<{ count: number; last: string }>(tx, {
    name: 'workspace_copies_step',
    text: `WITH step AS MATERIALIZED (
        SELECT user_id FROM membership WHERE workspace_id = $1 AND user_id > $2 ORDER BY user_id LIMIT ${stepMax}
      ), copied AS (
        UPDATE membership m SET workspace_name = w.name, workspace_slug = w.slug, workspace_tier = w.tier,
          workspace_status = w.status, workspace_created_at = w.created_at
        FROM (SELECT) AS one LEFT JOIN workspace w ON w.id = $1 AND w.deleted_at IS NULL
        WHERE m.workspace_id = $1 AND m.user_id = ANY (ARRAY(SELECT user_id FROM step))
          AND (m.workspace_name, m.workspace_slug, m.workspace_tier, m.workspace_status, m.workspace_created_at)
            IS DISTINCT FROM (w.name, w.slug, w.tier, w.status, w.created_at)
      )
      SELECT count(*)::int AS count, max(user_id) AS last FROM step`,
    values: [workspaceId, doneToUserId],
  })
  return count < stepMax ? undefined : last
}

/** Deletes the next namespaces of a deleted workspace. Returns false when none are left. */
export async function deleteStep(tx: Tx, workspaceId: string): Promise<boolean> {
  const rows = await tx.query({
    name: 'workspace_copies_delete',
    text: `UPDATE namespace n SET deleted_at = w.deleted_at, version = n.version + 1 FROM workspace w
      WHERE w.id = $1 AND n.id = ANY (ARRAY(SELECT id FROM namespace
        WHERE owner_id = $1 AND owner_type = 'Workspace' AND deleted_at IS NULL LIMIT ${stepMax}))
      RETURNING true AS deleted`,
    values: [workspaceId],
  })
  return rows.length === stepMax
}

export async function noteCopied(tx: Tx, workspaceId: string, doneToUserId: string): Promise<void> {
  await tx.query({
    name: 'workspace_copies_note',
    text: 'UPDATE workspace_copies_due SET done_to_user_id = $2 WHERE workspace_id = $1',
    values: [workspaceId, doneToUserId],
  })
}
