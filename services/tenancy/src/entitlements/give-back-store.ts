import type { Queryable } from '@plinth/kit/db'
import type { BalanceKey } from './balance.ts'

/** Of rolling windows, the oldest hour that still counts: it leaves next. Undefined where nothing is used; in the order of the keys. */
export async function findOldestHours(db: Queryable, keys: readonly BalanceKey[]): Promise<(Date | undefined)[]> {
  if (keys.length === 0) return []
  const rows = await db.query<{ hour: Date | null }>({
    name: 'usage_hour_oldest',
    text: `SELECT (SELECT min(h.hour) FROM usage_hour h WHERE h.owner_id = asked.owner_id AND h.pool = asked.pool
        AND h.hour >= asked.counted_from AND h.used > 0) AS hour
      FROM unnest($1::text[], $2::text[], $3::timestamptz[])
        WITH ORDINALITY AS asked (owner_id, pool, counted_from, place) ORDER BY asked.place`,
    values: [
      keys.map(({ ownerId }) => ownerId),
      keys.map(({ pool }) => pool),
      keys.map(({ countedFrom }) => countedFrom ?? null),
    ],
  })
  return rows.map(({ hour }) => hour ?? undefined)
}
