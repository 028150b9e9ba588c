// Locks are taken in one order: reservations, their balance, its hours.
import type { Queryable, Tx } from '@plinth/kit/db'
import { type BalanceKey, keyValues, type Place, reached } from './balance.ts'
import type { Counted } from './decision.ts'

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
  const rows = await db.query<{ used: number; reserved: number; at: Date }>({
    name: 'balance_read',
    text: `SELECT ${countedColumns}, plinth_now() AS at
      FROM unnest((SELECT $1::text[]), (SELECT $2::text[]), (SELECT $3::text[]), (SELECT $4::timestamptz[]), (SELECT $5::timestamptz[]))
        WITH ORDINALITY AS asked (owner_id, pool, reset, window_start, counted_from, place)
      LEFT JOIN balance b ON b.owner_id = asked.owner_id AND b.pool = asked.pool
        AND b.reset = asked.reset AND b.window_start = asked.window_start
      ORDER BY asked.place`,
    values: keyColumns(keys),
  })
  return rows
}

/** Keys as the arrays of a statement. */
const keyColumns = (keys: readonly BalanceKey[]): unknown[] => [
  keys.map(({ ownerId }) => ownerId),
  keys.map(({ pool }) => pool),
  keys.map(({ reset }) => reset),
  // pg puts a Date into an array piece by piece.
  keys.map(({ windowStart }) => windowStart.toISOString()),
  keys.map(({ countedFrom }) => countedFrom?.toISOString() ?? null),
]

/** The balance is there, knows its window, and holds no reservation whose time is over. */
export async function tidyBalance(tx: Tx, place: Place, limit: number | undefined): Promise<void> {
  await freeLapsed(tx, place)
  await tx.query({
    name: 'balance_make',
    text: `INSERT INTO balance (owner_id, pool, reset, window_start, used, reserved, alerted, counted_from)
      VALUES ($1, $2, $3, $4, 0, 0, 0, $5) ON CONFLICT DO NOTHING`,
    values: [...keyValues(place), place.countedFrom ?? null],
  })
  if (place.countedFrom !== undefined) await advance(tx, place, place.countedFrom, limit)
}

/** They are there; in one order, as all who make several do. */
export async function makeBalances(db: Queryable, keys: readonly BalanceKey[]): Promise<void> {
  await db.query({
    name: 'balance_make_many',
    text: `INSERT INTO balance (owner_id, pool, reset, window_start, used, reserved, alerted, counted_from)
      SELECT owner_id, pool, reset, window_start, 0, 0, 0, counted_from
      FROM unnest((SELECT $1::text[]), (SELECT $2::text[]), (SELECT $3::text[]), (SELECT $4::timestamptz[]), (SELECT $5::timestamptz[]))
        AS made (owner_id, pool, reset, window_start, counted_from)
      ORDER BY owner_id, pool, reset, window_start ON CONFLICT DO NOTHING`,
    values: keyColumns(keys),
  })
}

async function freeLapsed(tx: Tx, key: BalanceKey): Promise<void> {
  const [row] = await tx.query<{ freed: number }>({
    name: 'reservation_free_lapsed',
    text: `WITH due AS (SELECT id FROM reservation WHERE ${isKey} AND status = 'active' AND expires_at <= plinth_now()
          ORDER BY id FOR UPDATE),
        freed AS (UPDATE reservation SET status = 'expired', ended_at = plinth_now()
          WHERE id IN (SELECT id FROM due) AND status = 'active' RETURNING quantity)
      SELECT coalesce(sum(quantity), 0)::bigint AS freed FROM freed`,
    values: keyValues(key),
  })
  const { freed = 0 } = row ?? {}
  if (freed === 0) return
  tx.touch(key.ownerId)
  await tx.query({
    name: 'balance_free',
    text: `UPDATE balance SET reserved = reserved - $5 WHERE ${isKey}`,
    values: [...keyValues(key), freed],
  })
}

/** Moves a rolling balance on: what has left the window is taken off, by the hour. */
async function advance(tx: Tx, key: BalanceKey, to: Date, limit: number | undefined): Promise<void> {
  const [row] = await tx.query<{ counted_from: Date; alerted: number }>({
    name: 'balance_lock',
    text: `SELECT counted_from, alerted FROM balance WHERE ${isKey} FOR UPDATE`,
    values: keyValues(key),
  })
  if (row === undefined || row.counted_from.getTime() === to.getTime()) return
  // A window never moves back but when its days were made more: then hours come in again.
  const [moved] = await tx.query<{ used: number }>({
    name: 'balance_advance',
    text: `UPDATE balance SET counted_from = $5, used = used - (
        SELECT coalesce(sum(CASE WHEN h.hour < $5 THEN h.used ELSE -h.used END), 0) FROM usage_hour h
        WHERE h.owner_id = $1 AND h.pool = $2 AND h.hour >= least(counted_from, $5) AND h.hour < greatest(counted_from, $5))
      WHERE ${isKey} RETURNING used`,
    values: [...keyValues(key), to],
  })
  await tx.query({
    name: 'usage_hour_forget',
    text: `DELETE FROM usage_hour WHERE owner_id = $1 AND pool = $2 AND hour < $3::timestamptz - interval '366 days'`,
    values: [key.ownerId, key.pool, to],
  })
  if (limit === undefined || row.alerted === 0) return
  const alerted = reached(Math.max(moved?.used ?? 0, 0), limit).at(-1) ?? 0
  if (alerted < row.alerted)
    await tx.query({
      name: 'balance_alert_reset',
      text: `UPDATE balance SET alerted = $5 WHERE ${isKey}`,
      values: [...keyValues(key), alerted],
    })
}

/** Of a balance that the transaction has locked: what of `reserved` is lapsed, though not freed yet. */
export async function lapsedOf(tx: Tx, key: BalanceKey): Promise<number> {
  const [row] = await tx.query<{ lapsed: number }>({
    name: 'reservation_lapsed',
    text: `SELECT coalesce(sum(quantity), 0)::bigint AS lapsed FROM reservation
      WHERE ${isKey} AND status = 'active' AND expires_at <= plinth_now()`,
    values: keyValues(key),
  })
  return row?.lapsed ?? 0
}

/** Locks a balance and answers what is used of it. */
export async function lockUsed(tx: Tx, key: BalanceKey): Promise<number> {
  const [row] = await tx.query<{ used: number }>({
    name: 'balance_lock_used',
    text: `SELECT used FROM balance WHERE ${isKey} FOR UPDATE`,
    values: keyValues(key),
  })
  return row?.used ?? 0
}

/** Of a balance that the transaction has locked. */
export async function setAlerted(tx: Tx, key: BalanceKey, threshold: number): Promise<void> {
  await tx.query({
    name: 'balance_alert',
    text: `UPDATE balance SET alerted = $5 WHERE ${isKey}`,
    values: [...keyValues(key), threshold],
  })
}
