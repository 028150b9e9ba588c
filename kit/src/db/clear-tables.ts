import type { Database, Queryable } from './database.ts'

/** For tests only: empties every table except the named ones and the migration history, in one statement. */
export const clearTables = (database: Database, kept: readonly string[]): Promise<void> =>
  database.transaction(async (tx) => {
    const full = await fullTables(tx, kept)
    // Most tables of a test are empty, and every TRUNCATE creates a new file.
    if (full.length > 0) await tx.query({ text: `TRUNCATE ${full.join(', ')} CASCADE` })
  })

async function fullTables(tx: Queryable, kept: readonly string[]): Promise<string[]> {
  const tables = await tx.query<{ name: string }>({
    text: `SELECT quote_ident(relname) AS name FROM pg_class
           WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
             AND relname <> ALL($1) AND relname <> '_prisma_migrations'`,
    values: [kept],
  })
  if (tables.length === 0) return []
  const asked = tables.map(({ name }) => `SELECT '${name}' AS name WHERE EXISTS (SELECT FROM ${name})`)
  return (await tx.query<{ name: string }>({ text: asked.join(' UNION ALL ') })).map(({ name }) => name)
}
