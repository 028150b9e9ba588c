import type { Database, Queryable, Tx } from '@plinth/kit/db'

/** Asks in a transaction, and returns how many rows of tables were read for it. Rows of which an index alone told are not among them. */
export async function rowsReadBy(
  database: Database,
  ask: (tx: Tx) => Promise<unknown>,
  settings: readonly string[] = [],
): Promise<number> {
  return database.transaction(
    async (tx) => {
      const before = await rowsRead(tx)
      await ask(tx)
      return (await rowsRead(tx)) - before
    },
    { settings },
  )
}

/** The same by plans that serve all values, as a connection keeps them from the sixth run of a named statement on. */
export const rowsReadByKeptPlans = (database: Database, ask: (tx: Tx) => Promise<unknown>): Promise<number> =>
  rowsReadBy(database, ask, ['SET LOCAL plan_cache_mode = force_generic_plan'])

async function rowsRead(tx: Queryable): Promise<number> {
  const [row] = await tx.query<{ rows: number }>({
    text: `SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::float8 AS rows FROM pg_stat_xact_user_tables`,
  })
  return row?.rows ?? 0
}
