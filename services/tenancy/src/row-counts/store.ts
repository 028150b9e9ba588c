import type { Database } from '@plinth/kit/db'

export interface RowCount {
  table: string
  groups: string
}

export const rowCounts: readonly RowCount[] = [
  { table: 'workspace_tally', groups: 'status, tier' },
  { table: 'namespace_tally', groups: 'owner_type, is_active' },
]

/** Does a table hold more changes than that? */
export async function isLong(db: Database, { table }: RowCount, rows: number): Promise<boolean> {
  const [row] = await db.query<{ is_long: boolean }>({
    name: `${table}_is_long`,
    text: `SELECT count(*) > $1 AS is_long FROM (SELECT FROM ${table} LIMIT $1 + 1) AS seen`,
    values: [rows],
  })
  return row?.is_long === true
}

/** Replaces the changes by one row per group. One statement, so that every reader finds either these or those. */
export async function compact(db: Database, { table, groups }: RowCount): Promise<void> {
  await db.query({
    name: `${table}_fold`,
    text: `WITH folded AS (DELETE FROM ${table} RETURNING ${groups}, change)
      INSERT INTO ${table} SELECT ${groups}, sum(change) FROM folded GROUP BY ${groups} HAVING sum(change) <> 0`,
  })
}
