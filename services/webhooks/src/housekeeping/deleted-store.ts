// Of what was deleted nothing is read once the partitions of its days are gone. Only then do its rows go.
import type { Queryable, Tx } from '@plinth/kit/db'
import { firstIdOf } from '@plinth/kit/ids'
import { compactedDay } from './count-store.ts'

const endpointsMax = 500
const workspacesMax = 200
const rowsMax = 2_000

/**
 * Deletes some endpoints that were deleted before this day, with their secrets and states; true when there may be more. No delivery of
 * that day or an earlier one may be left.
 */
export async function forgetEndpoints(db: Queryable, day: string): Promise<boolean> {
  const [row] = await db.query<{ count: number }>({
    name: 'endpoint_forget',
    // The state first, as everywhere: its row is the endpoint's lock.
    text: `WITH old AS MATERIALIZED (
        SELECT e.id FROM endpoint e JOIN endpoint_state s ON s.endpoint_id = e.id
        WHERE e.deleted_at < $1::date ORDER BY e.deleted_at LIMIT ${endpointsMax} FOR UPDATE OF s SKIP LOCKED
      ), states AS (
        DELETE FROM endpoint_state WHERE endpoint_id = ANY (ARRAY(SELECT id FROM old))
      ), endpoints AS (
        DELETE FROM endpoint WHERE id = ANY (ARRAY(SELECT id FROM old))
      )
      SELECT count(*)::int AS count FROM old`,
    values: [day],
  })
  return row?.count === endpointsMax
}

/**
 * Adds the counters of some workspaces that were deleted before this day to those of no workspace, so that totals stay, and deletes
 * what else is known of them. Returns false when nothing was deleted: the rest is locked by others, and is for the next run.
 */
export async function forgetWorkspaces(tx: Tx, day: string): Promise<boolean> {
  const rows = await tx.query<{ id: string }>({
    name: 'standing_deleted_take',
    text: `SELECT s.workspace_id AS id FROM workspace_standing s WHERE s.status = 'deleted' AND s.event_id < $1
        AND NOT EXISTS (SELECT FROM endpoint e WHERE e.workspace_id = s.workspace_id AND e.deleted_at IS NULL)
      ORDER BY s.event_id LIMIT ${workspacesMax} FOR UPDATE SKIP LOCKED`,
    values: [firstIdOf('evt', new Date(`${day}T00:00:00Z`))],
  })
  if (rows.length === 0) return false
  const ids = rows.map(({ id }) => id)
  const deleted = (await deleteMarks(tx, ids)) + (await giveUpCounts(tx, ids))
  // By a statement of its own: a counter that another transaction compacted meanwhile is seen.
  return deleted > 0 || (await deleteStandings(tx, ids)) > 0
}

/** A mark that a creation holds is skipped, as a creation skips those that are held here. */
async function deleteMarks(tx: Tx, ids: readonly string[]): Promise<number> {
  const rows = await tx.query({
    name: 'endpoint_mark_forget',
    text: `DELETE FROM endpoint_mark WHERE (workspace_id, slot) IN (
        SELECT workspace_id, slot FROM endpoint_mark WHERE workspace_id = ANY ($1) LIMIT ${rowsMax} FOR UPDATE SKIP LOCKED)
      RETURNING true AS deleted`,
    values: [ids],
  })
  return rows.length
}

async function giveUpCounts(tx: Tx, ids: readonly string[]): Promise<number> {
  const [row] = await tx.query<{ count: number }>({
    name: 'delivery_count_give_up',
    text: `WITH old AS (
        DELETE FROM delivery_count WHERE (workspace_id, day, shard) IN (
          SELECT workspace_id, day, shard FROM delivery_count WHERE workspace_id = ANY ($1) LIMIT ${rowsMax} FOR UPDATE SKIP LOCKED)
        RETURNING accepted, delivered, failed, cancelled
      ), kept AS (
        INSERT INTO delivery_count AS c (workspace_id, day, shard, accepted, delivered, failed, cancelled)
        SELECT '', ${compactedDay}, 0, sum(accepted), sum(delivered), sum(failed), sum(cancelled) FROM old HAVING count(*) > 0
        ON CONFLICT (workspace_id, day, shard) DO UPDATE SET accepted = c.accepted + excluded.accepted,
          delivered = c.delivered + excluded.delivered, failed = c.failed + excluded.failed,
          cancelled = c.cancelled + excluded.cancelled
      )
      SELECT count(*)::int AS count FROM old`,
    values: [ids],
  })
  return row?.count ?? 0
}

async function deleteStandings(tx: Tx, ids: readonly string[]): Promise<number> {
  const rows = await tx.query({
    name: 'standing_forget',
    text: `DELETE FROM workspace_standing s WHERE s.workspace_id = ANY ($1)
        AND (SELECT true FROM endpoint_mark m WHERE m.workspace_id = s.workspace_id LIMIT 1) IS NULL
        AND (SELECT true FROM delivery_count c WHERE c.workspace_id = s.workspace_id LIMIT 1) IS NULL
      RETURNING true AS deleted`,
    values: [ids],
  })
  return rows.length
}
