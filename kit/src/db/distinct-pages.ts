import type { Queryable } from './database.ts'

const pageMax = 500

/** Yields the different values of a text column in rows that pass a condition, a page after the other. An index has the column first. */
export async function* distinctPages(
  db: Queryable,
  { table, column, where }: { table: string; column: string; where: string },
): AsyncGenerator<string[]> {
  for (let after = ''; ; ) {
    const rows = await db.query<{ value: string }>({
      text: `SELECT DISTINCT ${column} AS value FROM ${table} WHERE ${where} AND ${column} > $1 ORDER BY value LIMIT ${pageMax}`,
      values: [after],
    })
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows.map(({ value }) => value)
    after = last.value
  }
}

/** Returns those of the ids, sorted, that no row of a table has. */
export async function unknownAmong(db: Queryable, table: string, ids: readonly string[]): Promise<string[]> {
  const rows = await db.query<{ id: string }>({
    text: `SELECT asked.id FROM unnest((SELECT $1::text[])) AS asked (id)
      WHERE NOT EXISTS (SELECT FROM ${table} known WHERE known.id = asked.id OFFSET 0) ORDER BY asked.id`,
    values: [ids],
  })
  return rows.map(({ id }) => id)
}
