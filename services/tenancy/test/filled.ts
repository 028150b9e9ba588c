import type { Database } from '@plinth/kit/db'

/** Runs statements that fill tables, for as long as that takes: the service's limits are for calls. */
export async function fill(database: Database, statements: readonly string[]): Promise<void> {
  const client = await database.pool.connect()
  await client.query('SET statement_timeout = 0')
  for (const text of statements) {
    const statement = { text, query_timeout: 300_000 }
    await client.query(statement)
  }
  client.release(true)
}
