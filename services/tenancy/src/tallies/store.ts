import type { Database } from '@plinth/kit/db'

export interface Tally {
  table: string
  groups: string
}

export const tallies: readonly Tally[] = [
  { table: 'workspace_tally', groups: 'status, tier' },
  { table: 'namespace_tally', groups: 'owner_type, is_active' },
]

/** Is there much to sum up? Looks at no more than that many. */
export async function isLong(db: Database, { table }: Tally, rows: number): Promise<boolean> {
  const [row] = await db.query<{ is_long: boolean }>({
    name: `${table}_is_long`,
    text: `SELECT count(*) > $1 AS is_long FROM (SELECT FROM ${table} LIMIT $1 + 1) AS seen`,
    values: [rows],
  })
  return row?.is_long === true
}

/** One row per group in place of the changes: in one statement, so that every reader finds either these or those. */
export async function fold(db: Database, { table, groups }: Tally): Promise<void> {
  await db.query({
    name: `${table}_fold`,
    text: `WITH folded AS (DELETE FROM ${table} RETURNING ${groups}, change)
      INSERT INTO ${table} SELECT ${groups}, sum(change) FROM folded GROUP BY ${groups} HAVING sum(change) <> 0`,
  })
}
