import type { Database } from '@plinth/kit/db'

/** The number of sessions of this database that wait for a lock with a statement LIKE this one. */
export async function countWaiting(database: Pick<Database, 'query'>, statement = '%'): Promise<number> {
  const waiting = await database.query({
    text: `SELECT FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE $1`,
    values: [statement],
  })
  return waiting.length
}
