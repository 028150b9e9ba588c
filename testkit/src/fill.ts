import type { Database } from '@plinth/kit/db'

/** Runs statements that fill tables, for as long as that takes: the service's limits are for calls. */
export async function fill(
  database: Pick<Database, 'pool'>,
  statements: readonly (string | { text: string; values: unknown[] })[],
): Promise<void> {
  const client = await database.pool.connect()
  try {
    await client.query('SET statement_timeout = 0')
    for (const one of statements) {
      const statement = { ...(typeof one === 'string' ? { text: one } : one), query_timeout: 300_000 }
      await client.query(statement)
    }
  } finally {
    client.release(true)
  }
}
