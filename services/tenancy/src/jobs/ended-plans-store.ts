import type { Queryable } from '@plinth/kit/db'

/** Deletes some packages or boosts of owners that ended before a day; true when there may be more. */
export async function forgetEnded(
  db: Queryable,
  table: 'package_assignment' | 'boost',
  day: string,
  max: number,
): Promise<boolean> {
  const rows = await db.query({
    text: `DELETE FROM ${table} WHERE id = ANY (ARRAY(
        SELECT id FROM ${table} WHERE ended_at < $1 ORDER BY ended_at LIMIT $2 FOR UPDATE SKIP LOCKED))
      RETURNING true AS forgotten`,
    values: [`${day}T00:00:00Z`, max],
  })
  return rows.length === max
}
