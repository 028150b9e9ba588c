import type { Tx } from '@plinth/kit/db'

/** The owners that have a feature by a package or a boost; at least so many where it is not exact. */
export interface Holders {
  owners: number
  isExact: boolean
}

/** Up to here it is counted, of packages and of boosts. */
export const heldMax = 1_000

/**
 * SQL for the live rows of one package or feature, up to the bound. NOTE: where each has many, the planner expects the first of any in no
 * time, also without an index; of one that no owner has it would then read all. An array has an order, and the index alone has it.
 */
export const liveRows = (columns: string, table: 'package_assignment' | 'boost', key: string, value: string): string =>
  `SELECT ${columns} FROM ${table} WHERE ${key} = ANY (ARRAY[${value}]) AND ended_at IS NULL
    ORDER BY ${key} LIMIT ${heldMax + 1}`

/** Returns the holders of these features, by code: by a package that grants the feature itself, or by a boost of it. */
export async function findHolders(tx: Tx, features: readonly string[]): Promise<Map<string, Holders>> {
  const rows = await tx.query<{ code: string; owners: number; is_exact: boolean }>({
    text: `SELECT asked.code, count(DISTINCT h.owner_id) AS owners,
        coalesce(max(h.place), 0) <= ${heldMax} AS is_exact
      FROM unnest($1::text[]) AS asked (code) LEFT JOIN LATERAL (
        (SELECT a.owner_id, row_number() OVER () AS place FROM (SELECT a.owner_id FROM package_feature g CROSS JOIN LATERAL (
            ${liveRows('owner_id', 'package_assignment', 'package_id', 'g.package_id')}) AS a
          WHERE g.feature_code = asked.code LIMIT ${heldMax + 1}) AS a)
        UNION ALL
        (SELECT b.owner_id, row_number() OVER () FROM (
          ${liveRows('owner_id', 'boost', 'feature_code', 'asked.code')}) AS b)) AS h ON true
      GROUP BY asked.code`,
    values: [features],
  })
  return new Map(rows.map(({ code, owners, is_exact }) => [code, { owners, isExact: is_exact }]))
}
