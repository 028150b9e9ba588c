import type { Queryable } from '../database.ts'
import { readMigrations } from '../migrations/folder.ts'

/** Returns the SQL that makes these functions of triggers what the migrations made them, for those that differ or are gone. */
export async function changedFunctions(db: Queryable, names: readonly string[], migrations: URL): Promise<string[]> {
  const made = await functionsOf(migrations)
  const rows = await db.query<{ name: string; body: string }>({
    text: `SELECT proname AS name, prosrc AS body FROM pg_proc JOIN pg_language l ON l.oid = prolang
      WHERE pronamespace = 'public'::regnamespace AND proname = ANY ($1) AND pronargs = 0 AND prorettype = 'trigger'::regtype
        AND lanname = 'plpgsql' AND NOT prosecdef AND proconfig IS NULL`,
    values: [names],
  })
  const kept = new Map(rows.map(({ name, body }) => [name, body]))
  return names.flatMap((name) => {
    const body = made.get(name)
    if (body === undefined) throw new Error(`no migration makes the function ${name}`)
    if (kept.get(name) === body) return []
    return [`CREATE OR REPLACE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$${body}$$`]
  })
}

/** Bodies of the functions of triggers, by name. */
async function functionsOf(folder: URL): Promise<ReadonlyMap<string, string>> {
  const creation = /CREATE (?:OR REPLACE )?FUNCTION (\w+)\(\) RETURNS trigger LANGUAGE plpgsql AS \$\$(.*?)\$\$/gs
  const migrations = await readMigrations(folder)
  return new Map(
    migrations.flatMap(({ sql }) =>
      [...sql.matchAll(creation)].map(([, name = '', body = '']): [string, string] => [name, body]),
    ),
  )
}
