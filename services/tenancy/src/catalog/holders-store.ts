import type { Tx } from '@plinth/kit/db'

/** The owners that have a feature by a package or a boost; at least so many where it is not exact. */
export interface Holders {
  owners: number
  isExact: boolean
}

/** Up to here it is counted, of packages and of boosts. */
export const heldMax = 1_000

// NOTE: where each package has many assignments, the planner expects the first of any in no time, also without an index. Of a package that
// no owner has it would then read all.
const byIndex = { text: 'SET LOCAL enable_seqscan = off' }

/** Returns the holders of these features, by code: by a package that grants the feature itself, or by a boost of it. */
export async function findHolders(tx: Tx, features: readonly string[]): Promise<Map<string, Holders>> {
  await tx.query(byIndex)
  const rows = await tx.query<{ code: string; owners: number; is_exact: boolean }>({
    text: `SELECT asked.code, count(DISTINCT h.owner_id) AS owners,
        coalesce(max(h.place), 0) <= ${heldMax} AS is_exact
      FROM unnest($1::text[]) AS asked (code) LEFT JOIN LATERAL (
        (SELECT a.owner_id, row_number() OVER () AS place FROM (SELECT a.owner_id FROM package_feature g CROSS JOIN LATERAL (
            SELECT owner_id FROM package_assignment WHERE package_id = g.package_id AND ended_at IS NULL OFFSET 0) AS a
          WHERE g.feature_code = asked.code LIMIT ${heldMax + 1}) AS a)
        UNION ALL
        (SELECT b.owner_id, row_number() OVER () FROM (SELECT b.owner_id FROM boost b
          WHERE b.feature_code = asked.code AND b.ended_at IS NULL LIMIT ${heldMax + 1}) AS b)) AS h ON true
      GROUP BY asked.code`,
    values: [features],
  })
  return new Map(rows.map(({ code, owners, is_exact }) => [code, { owners, isExact: is_exact }]))
}
