import type { Database } from '@plinth/kit/db'

/** Returns by how many milliseconds a test has moved the clock of this database. */
export async function databaseOffset(database: Database): Promise<number> {
  const rows = await database.query<{ offset_ms: number }>({
    text: 'SELECT round(extract(epoch FROM plinth_now() - now()) * 1000)::float8 AS offset_ms',
  })
  return rows[0]?.offset_ms ?? 0
}
