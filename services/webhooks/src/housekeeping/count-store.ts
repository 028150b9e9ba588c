import type { Queryable } from '@plinth/kit/db'

const rowsMax = 2_000
/** Before every day there is. */
const folded = "date '0001-01-01'"

/**
 * One row per workspace in place of its counters of the days before this one, a slice at a time; answers whether there may
 * be more. In one statement, so that every reader finds either these or those. What is still counted for such a day gets
 * a row again, and is folded later.
 */
export async function foldCountsBefore(db: Queryable, day: string): Promise<boolean> {
  const [row] = await db.query<{ count: number }>({
    name: 'delivery_count_fold',
    text: `WITH old AS (
        DELETE FROM delivery_count WHERE (workspace_id, day, shard) IN (
          SELECT workspace_id, day, shard FROM delivery_count WHERE day < $1::date AND day > ${folded}
          ORDER BY day LIMIT ${rowsMax} FOR UPDATE SKIP LOCKED)
        RETURNING workspace_id, accepted, delivered, failed, cancelled
      ), kept AS (
        INSERT INTO delivery_count AS c (workspace_id, day, shard, accepted, delivered, failed, cancelled)
        SELECT workspace_id, ${folded}, 0, sum(accepted), sum(delivered), sum(failed), sum(cancelled)
        FROM old GROUP BY workspace_id ORDER BY workspace_id
        ON CONFLICT (workspace_id, day, shard) DO UPDATE SET accepted = c.accepted + excluded.accepted,
          delivered = c.delivered + excluded.delivered, failed = c.failed + excluded.failed,
          cancelled = c.cancelled + excluded.cancelled
      )
      SELECT count(*)::int AS count FROM old`,
    values: [day],
  })
  return (row?.count ?? 0) >= rowsMax
}
