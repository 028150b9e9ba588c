import type { Queryable, Tx } from '@plinth/kit/db'
import { noRollUp } from './reconciliation-store.ts'

// Of each balance, each day: a year of hours is not deleted in one statement.
const hoursMax = 500

/**
 * Rolls some idle rolling balances forward: records before that day have left every window by now, and their hours are
 * forgotten. True when there may be more.
 */
export async function advanceIdle(db: Queryable, day: string, max: number): Promise<boolean> {
  const [row] = await db.query<{ advanced: number }>({
    text: `WITH advanced AS (
        UPDATE balance b SET counted_from = $1::timestamptz, used = b.used - (
          SELECT coalesce(sum(h.used), 0) FROM usage_hour h
          WHERE h.owner_id = b.owner_id AND h.pool = b.pool AND h.hour >= b.counted_from AND h.hour < $1::timestamptz)
        WHERE (b.owner_id, b.pool, b.reset, b.window_start) IN (
          SELECT owner_id, pool, reset, window_start FROM balance WHERE reset = 'rolling' AND counted_from < $1::timestamptz
          ORDER BY counted_from LIMIT $2 FOR UPDATE SKIP LOCKED)
        RETURNING b.owner_id, b.pool
      ), forgotten AS (
        DELETE FROM usage_hour WHERE (owner_id, pool, hour) IN (
          SELECT h.owner_id, h.pool, h.hour FROM advanced a CROSS JOIN LATERAL (
            SELECT * FROM usage_hour WHERE owner_id = a.owner_id AND pool = a.pool AND hour < $1::timestamptz
            ORDER BY hour LIMIT ${hoursMax}) AS h)
      )
      SELECT count(*) AS advanced FROM advanced`,
    values: [`${day}T00:00:00Z`, max],
  })
  return row?.advanced === max
}

/**
 * Adds some of the records before a day to their balances' openings, if they are not in there, and deletes them, in one
 * statement: reconciliation finds the same sum at any moment. Rolling windows have left them behind; records of a balance
 * that was locked when it was to be rolled forward wait for the next run, and those without a balance, whose owner is
 * gone, are added to nothing. True when there may be more.
 */
export async function retireRecords(tx: Tx, day: string, max: number): Promise<boolean> {
  await tx.query(noRollUp)
  const [row] = await tx.query<{ carried: number }>({
    text: `WITH old AS (
        DELETE FROM usage_record WHERE (day, id) IN (
          SELECT day, id FROM usage_record u WHERE day < $1::date AND NOT EXISTS (SELECT FROM balance b
            WHERE b.reset = 'rolling' AND b.owner_id = u.owner_id AND b.pool = u.pool AND b.reset = u.reset
              AND b.window_start = u.window_start AND b.counted_from < $3::timestamptz)
          ORDER BY day, id LIMIT $2 FOR UPDATE SKIP LOCKED)
        RETURNING day, owner_id, pool, reset, window_start, quantity
      ), carried AS (
        INSERT INTO usage_opening AS o (owner_id, pool, reset, window_start, quantity)
        SELECT owner_id, pool, reset, window_start, s.quantity FROM (
          SELECT owner_id, pool, reset, window_start, sum(old.quantity) AS quantity
          FROM old LEFT JOIN usage_opening added USING (owner_id, pool, reset, window_start)
          WHERE reset <> 'rolling' AND (added.added_before IS NULL OR old.day >= added.added_before)
          GROUP BY 1, 2, 3, 4) AS s JOIN balance USING (owner_id, pool, reset, window_start)
        ORDER BY 1, 2, 3, 4
        ON CONFLICT (owner_id, pool, reset, window_start) DO UPDATE SET quantity = o.quantity + excluded.quantity
      )
      SELECT count(*) AS carried FROM old`,
    values: [day, max, `${day}T00:00:00Z`],
  })
  return row?.carried === max
}

/** Deletes some of the monthly windows whose records are all in their openings; true when there may be more. */
export async function forgetWindows(db: Queryable, day: string, max: number): Promise<boolean> {
  // A month and the day that a reservation may outlive it.
  const rows = await db.query({
    text: `WITH ended AS (
        DELETE FROM balance WHERE (owner_id, pool, reset, window_start) IN (
          SELECT owner_id, pool, reset, window_start FROM balance
          WHERE reset = 'monthly' AND window_start < $1::timestamptz - interval '33 days' AND reserved = 0
          ORDER BY window_start LIMIT $2 FOR UPDATE SKIP LOCKED)
        RETURNING owner_id, pool, reset, window_start
      ), openings AS (
        DELETE FROM usage_opening o USING ended e WHERE o.owner_id = e.owner_id AND o.pool = e.pool AND o.reset = e.reset
          AND o.window_start = e.window_start
      )
      SELECT FROM ended`,
    values: [day, max],
  })
  return rows.length === max
}
