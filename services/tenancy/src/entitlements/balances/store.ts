import type { Queryable, Statement, Tx } from '@plinth/kit/db'
import { arraysOf } from '@plinth/kit/db/rows'
import { type BalanceKey, keyValues } from './balance.ts'
import type { Counted } from './limit-rule.ts'

const isKey = 'owner_id = $1 AND pool = $2 AND reset = $3 AND window_start = $4'

/** SQL: of `asked` balances `b`, how they stand: lapsed reservations and hours that have left the window not counted. */
const countedColumns = `coalesce(b.used, 0) - CASE WHEN b.counted_from IS DISTINCT FROM asked.counted_from THEN
          (SELECT coalesce(sum(CASE WHEN h.hour < asked.counted_from THEN h.used ELSE -h.used END), 0)::bigint FROM usage_hour h
            WHERE h.owner_id = b.owner_id AND h.pool = b.pool
              AND h.hour >= least(b.counted_from, asked.counted_from) AND h.hour < greatest(b.counted_from, asked.counted_from))
          ELSE 0 END AS used,
        coalesce(b.reserved, 0) - CASE WHEN b.reserved > 0 THEN
          (SELECT coalesce(sum(r.quantity), 0)::bigint FROM reservation r WHERE r.owner_id = b.owner_id AND r.pool = b.pool
            AND r.reset = b.reset AND r.window_start = b.window_start AND r.status = 'active' AND r.expires_at <= plinth_now())
          ELSE 0 END AS reserved`

/** How they stand, in the order of the keys. */
export async function readCounted(db: Queryable, keys: readonly BalanceKey[]): Promise<(Counted & { at: Date })[]> {
  if (keys.length === 0) return []
  return db.query<Counted & { at: Date }>({
    name: 'balance_read',
    text: `SELECT ${countedColumns}, plinth_now() AS at
      FROM unnest((SELECT $1::text[]), (SELECT $2::text[]), (SELECT $3::text[]), (SELECT $4::timestamptz[]), (SELECT $5::timestamptz[]))
        WITH ORDINALITY AS asked (owner_id, pool, reset, window_start, counted_from, place)
      LEFT JOIN balance b ON b.owner_id = asked.owner_id AND b.pool = asked.pool
        AND b.reset = asked.reset AND b.window_start = asked.window_start
      ORDER BY asked.place`,
    values: keyColumns(keys),
  })
}

/** Keys as the arrays of a statement. */
const keyColumns = (keys: readonly BalanceKey[]): unknown[] => [
  ...arraysOf(keys, 'ownerId pool reset'),
  // pg puts a Date into an array piece by piece.
  keys.map(({ windowStart }) => windowStart.toISOString()),
  keys.map(({ countedFrom }) => countedFrom?.toISOString() ?? null),
]

/** Makes those that are not there, in one order everywhere. */
export const makeBalances = (keys: readonly BalanceKey[]): Statement => ({
  name: 'balance_make_many',
  text: `INSERT INTO balance (owner_id, pool, reset, window_start, used, reserved, alerted, counted_from)
      SELECT owner_id, pool, reset, window_start, 0, 0, 0, counted_from
      FROM unnest((SELECT $1::text[]), (SELECT $2::text[]), (SELECT $3::text[]), (SELECT $4::timestamptz[]), (SELECT $5::timestamptz[]))
        AS made (owner_id, pool, reset, window_start, counted_from)
      ORDER BY owner_id, pool, reset, window_start ON CONFLICT DO NOTHING`,
  values: keyColumns(keys),
})

/** Of a balance that the transaction has locked. */
export async function setAlerted(tx: Tx, key: BalanceKey, threshold: number): Promise<void> {
  await tx.query({
    name: 'balance_alert',
    text: `UPDATE balance SET alerted = $5 WHERE ${isKey}`,
    values: [...keyValues(key), threshold],
  })
}

/** The oldest hour that rolling windows count, in the order of the keys; undefined where nothing is used. */
export async function findOldestHours(db: Queryable, keys: readonly BalanceKey[]): Promise<(Date | undefined)[]> {
  if (keys.length === 0) return []
  const rows = await db.query<{ hour: Date | null }>({
    name: 'usage_hour_oldest',
    text: `SELECT (SELECT min(h.hour) FROM usage_hour h WHERE h.owner_id = asked.owner_id AND h.pool = asked.pool
        AND h.hour >= asked.counted_from AND h.used > 0) AS hour
      FROM unnest($1::text[], $2::text[], $3::timestamptz[])
        WITH ORDINALITY AS asked (owner_id, pool, counted_from, place) ORDER BY asked.place`,
    values: arraysOf(keys, 'ownerId pool countedFrom'),
  })
  return rows.map(({ hour }) => hour ?? undefined)
}

/** Of a rolling balance: the hour with which at least `quantity` of its use has left; undefined: not all of it is that much. */
export async function findFreedHour(db: Queryable, key: BalanceKey, quantity: number): Promise<Date | undefined> {
  const [row] = await db.query<{ hour: Date }>({
    name: 'usage_hour_freed',
    text: `SELECT hour FROM (SELECT h.hour, sum(h.used) OVER (ORDER BY h.hour) AS freed FROM usage_hour h
        WHERE h.owner_id = $1 AND h.pool = $2 AND h.hour >= $3) AS hours
      WHERE freed >= $4 ORDER BY hour LIMIT 1`,
    values: [key.ownerId, key.pool, key.countedFrom ?? null, quantity],
  })
  return row?.hour
}
