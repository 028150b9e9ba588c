import type { Queryable } from './database.ts'

/** Returns the time of PostgreSQL's machine, without the offset of a test clock. */
export async function databaseTime(db: Queryable): Promise<Date> {
  const [row] = await db.query<{ time: Date }>({ name: 'database_time', text: 'SELECT clock_timestamp() AS time' })
  if (row === undefined) throw new Error('a clock always answers')
  return row.time
}
