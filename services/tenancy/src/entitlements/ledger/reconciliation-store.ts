// A balance is compared with its opening, which holds the records before a day of its own, plus the records since.
import type { Queryable, Statement, Tx } from '@plinth/kit/db'
import { readRows } from '@plinth/kit/db/rows'
import { fail } from '../../errors.ts'
import type { BalanceId } from '../balances/balance.ts'
import { keyArrays } from '../balances/held-store.ts'

/** A balance beside the sum of its records. */
export interface ReconciledBalance {
  feature: string
  /** Undefined for a feature that is not counted by months. */
  windowStart: Date | undefined
  balance: number
  ledger: number
}

/** The balances of these owners, of one pool or of all (''). */
export interface Wanted {
  ownerIds: readonly string[]
  pool: string
}

// The newest windows.
const wanted = `SELECT owner_id, pool, reset, window_start, used, counted_from FROM balance
  WHERE owner_id = ANY ($1) AND ($2 = '' OR pool = $2) ORDER BY pool, window_start DESC, owner_id LIMIT 1000`
const valuesOf = ({ ownerIds, pool }: Wanted): unknown[] => [ownerIds, pool]
const isOf = (table: string, key: string) => `${table}.owner_id = ${key}.owner_id AND ${table}.pool = ${key}.pool
  AND ${table}.reset = ${key}.reset AND ${table}.window_start = ${key}.window_start`

// Nothing is recorded in a window before it begins.
const firstDay = `greatest(o.added_before, (b.window_start AT TIME ZONE 'UTC')::date)`

// Records are added to an opening once: not while retention adds them there and deletes them.
const lock = `hashtextextended('usage_opening', 0)`
export const noRollUp: Statement = { text: `SELECT pg_advisory_xact_lock(${lock})` }

// Records of days before this one are complete: a transaction that began before midnight may still write into yesterday.
// By the database's day, as records have it: a process whose clock is wrong must not close a day.
const firstOpenDay = `((plinth_now() AT TIME ZONE 'UTC')::date - 1)`

/** Each balance, and the sum of its opening and its records. */
export async function reconcileBalances(db: Queryable, asked: Wanted): Promise<ReconciledBalance[]> {
  return readRows<ReconciledBalance>(db, {
    name: 'balance_prove',
    text: `SELECT b.pool AS feature, CASE b.reset WHEN 'monthly' THEN b.window_start WHEN 'rolling' THEN b.counted_from END AS window_start,
        b.used AS balance,
        CASE b.reset WHEN 'rolling' THEN (SELECT coalesce(sum(h.added), 0)::bigint FROM usage_hour h WHERE h.owner_id = b.owner_id
            AND h.pool = b.pool AND (b.counted_from IS NULL OR h.hour >= b.counted_from))
          ELSE coalesce(o.quantity, 0) END
        + (SELECT coalesce(sum(u.quantity), 0)::bigint FROM usage_record u WHERE ${isOf('u', 'b')}
          AND u.day >= ${firstDay} AND (b.counted_from IS NULL OR u.hour >= b.counted_from)) AS ledger
      FROM (${wanted}) AS b LEFT JOIN usage_opening o USING (owner_id, pool, reset, window_start)
      ORDER BY b.pool, b.window_start DESC, b.owner_id`,
    values: valuesOf(asked),
  })
}

/** Whether more than `count` records of complete days are not in their openings yet. */
export async function hasMoreThan(db: Queryable, asked: Wanted, count: number): Promise<boolean> {
  const [row] = await db.query<{ count: number }>({
    name: 'usage_count_unadded',
    text: `SELECT count(*) FROM (
        SELECT FROM (${wanted}) AS b LEFT JOIN usage_opening o USING (owner_id, pool, reset, window_start),
          LATERAL (SELECT FROM usage_record u WHERE ${isOf('u', 'b')} AND u.day >= ${firstDay} AND u.day < ${firstOpenDay} LIMIT $3) AS u
        LIMIT $3) AS seen`,
    values: [...valuesOf(asked), count + 1],
  })
  return (row?.count ?? 0) > count
}

/**
 * Adds the records of some complete days to the openings, from the oldest on that is not in there. Returns false when nothing
 * is left. Throws at once while another call adds for one of the owners, or retention runs.
 */
export async function rollUpDays(tx: Tx, asked: Wanted, days: number): Promise<boolean> {
  if (!(await lockRollUp(tx, asked))) throw fail.stillAdding()
  await tx.query({
    text: `INSERT INTO usage_opening (owner_id, pool, reset, window_start, quantity)
      SELECT owner_id, pool, reset, window_start, 0 FROM (${wanted}) AS b ORDER BY 1, 2, 3, 4 ON CONFLICT DO NOTHING`,
    values: valuesOf(asked),
  })
  const held = await readRows<BalanceId>(tx, {
    text: `SELECT o.owner_id, o.pool, o.reset, o.window_start
      FROM (${wanted}) AS b JOIN usage_opening o USING (owner_id, pool, reset, window_start)
      ORDER BY 1, 2, 3, 4 FOR UPDATE OF o`,
    values: valuesOf(asked),
  })
  const [left] = await tx.query({
    text: `WITH held AS (
        SELECT o.* FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[]) AS asked (owner_id, pool, reset, window_start)
        JOIN usage_opening o USING (owner_id, pool, reset, window_start)
      ), span AS (
        SELECT start, least(start + $5::int, ${firstOpenDay}) AS until FROM (
          SELECT greatest((SELECT min(added_before) FROM held), coalesce((SELECT min(day) FROM usage_record), ${firstOpenDay})) AS start) AS oldest
        WHERE start < ${firstOpenDay}
      ), sums AS (
        SELECT h.owner_id, h.pool, h.reset, h.window_start, u.hour, sum(u.quantity)::bigint AS quantity
        FROM held h JOIN usage_record u ON ${isOf('u', 'h')} AND u.day >= h.added_before
          AND u.day >= (SELECT start FROM span) AND u.day < (SELECT until FROM span)
        GROUP BY 1, 2, 3, 4, 5
      ), hours AS (
        INSERT INTO usage_hour AS r (owner_id, pool, hour, used, added)
        SELECT owner_id, pool, hour, 0, quantity FROM sums WHERE reset = 'rolling' ORDER BY 1, 2, 3
        ON CONFLICT (owner_id, pool, hour) DO UPDATE SET added = r.added + excluded.added
      ), moved AS (
        UPDATE usage_opening o SET added_before = greatest(o.added_before, span.until), quantity = o.quantity
          + (SELECT coalesce(sum(s.quantity), 0)::bigint FROM sums s WHERE ${isOf('s', 'o')} AND s.reset <> 'rolling')
        FROM span, held h WHERE ${isOf('o', 'h')}
      )
      SELECT FROM span`,
    values: [...keyArrays(held), days],
  })
  return left !== undefined
}

/** Locks the owners' openings until the transaction ends, in one order; false when another call has one of them. */
async function lockRollUp(tx: Tx, { ownerIds }: Wanted): Promise<boolean> {
  if (!(await isTaken(tx, { text: `SELECT pg_try_advisory_xact_lock_shared(${lock}) AS taken` }))) return false
  for (const id of ownerIds.toSorted()) {
    const text = `SELECT pg_try_advisory_xact_lock(hashtextextended('usage_opening:' || $1, 0)) AS taken`
    if (!(await isTaken(tx, { text, values: [id] }))) return false
  }
  return true
}

async function isTaken(tx: Tx, asking: Statement): Promise<boolean> {
  const [row] = await tx.query<{ taken: boolean }>(asking)
  return row?.taken === true
}
