import type { Database, Queryable } from '@plinth/kit/db'

/**
 * Asks by plans that serve all values, as a connection keeps them from the sixth run of a named statement on, and returns how many rows
 * of tables were read for it. Rows of which an index alone told are not among them.
 */
export async function rowsReadByKeptPlans(
  database: Database,
  ask: (db: Queryable) => Promise<unknown>,
): Promise<number> {
  return database.transaction(
    async (tx) => {
      const before = await rowsRead(tx)
      await ask(tx)
      return (await rowsRead(tx)) - before
    },
    { settings: ['SET LOCAL plan_cache_mode = force_generic_plan'] },
  )
}

async function rowsRead(tx: Queryable): Promise<number> {
  const [row] = await tx.query<{ rows: number }>({
    text: `SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::float8 AS rows FROM pg_stat_xact_user_tables`,
  })
  return row?.rows ?? 0
}
