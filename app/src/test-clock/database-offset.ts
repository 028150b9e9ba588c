import type { Database } from '@plinth/kit/db'

/** How far a test has moved this database's clock, in milliseconds. */
export async function databaseOffset(database: Database): Promise<number> {
  const rows = await database.query<{ offset_ms: number }>({
    text: 'SELECT round(extract(epoch FROM plinth_now() - now()) * 1000)::float8 AS offset_ms',
  })
  return rows[0]?.offset_ms ?? 0
}
