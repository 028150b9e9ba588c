import type { Queryable } from '@plinth/kit/db'

const rowsMax = 2_000
/** The day of compacted rows: before every real day. */
export const compactedDay = "date '0001-01-01'"

/**
 * Compacts the counters of the days before this one to one row per workspace, a batch at a time; returns true when there may
 * be more. One statement, so that every reader finds either the old rows or the new one. A count that comes later for such a
 * day makes a new row, which a later run compacts.
 */
export async function compactCountsBefore(db: Queryable, day: string): Promise<boolean> {
  const [row] = await db.query<{ count: number }>({
    name: 'delivery_count_fold',
    text: `WITH old AS (
        DELETE FROM delivery_count WHERE (workspace_id, day, shard) IN (
          SELECT workspace_id, day, shard FROM delivery_count WHERE day < $1::date AND day > ${compactedDay}
          ORDER BY day LIMIT ${rowsMax} FOR UPDATE SKIP LOCKED)
        RETURNING workspace_id, accepted, delivered, failed, cancelled
      ), kept AS (
        INSERT INTO delivery_count AS c (workspace_id, day, shard, accepted, delivered, failed, cancelled)
        SELECT workspace_id, ${compactedDay}, 0, sum(accepted), sum(delivered), sum(failed), sum(cancelled)
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
