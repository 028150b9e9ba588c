import type { Queryable } from '../database.ts'
import { type Evidence, kinds, tables } from './evidence.ts'

/**
 * Returns the SQL that takes away what keeps rows from being stored, shown or kept though nothing may change them: rules, triggers that
 * are none of Plinth's, row security, tables that a crash empties, and a primary key that is gone.
 */
export async function detours(db: Queryable, { table, key, refusal }: Evidence): Promise<string[]> {
  const rows = await db.query<{ sql: string }>({
    text: `WITH ${tables}, found AS (
        SELECT relname, 1 AS sort, format('DROP RULE %I ON %I', rulename, relname) AS sql
        FROM tables JOIN pg_rewrite ON ev_class = tables.oid
        UNION ALL
        -- A partition has the triggers of its table.
        SELECT relname, 2, format('DROP TRIGGER %I ON %I', tgname, relname)
        FROM tables JOIN pg_trigger ON tgrelid = tables.oid
        WHERE NOT tgisinternal AND tgparentid = 0 AND (tgfoid IS DISTINCT FROM to_regprocedure($2 || '()') OR tgtype <> ALL ($4::int[]))
        UNION ALL
        SELECT tables.relname, 3, format('ALTER TABLE %I DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY', tables.relname)
        FROM tables JOIN pg_class c USING (oid) WHERE c.relrowsecurity OR c.relforcerowsecurity
        UNION ALL
        SELECT tables.relname, 4, format('ALTER TABLE %I SET LOGGED', tables.relname)
        FROM tables JOIN pg_class c USING (oid) WHERE c.relpersistence = 'u' AND c.relkind = 'r'
        UNION ALL
        SELECT relname, 5, format('ALTER TABLE %I ADD PRIMARY KEY (%s)', relname,
          (SELECT string_agg(quote_ident(name), ', ' ORDER BY place) FROM unnest($3::text[]) WITH ORDINALITY AS k (name, place)))
        FROM tables WHERE is_whole AND NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = tables.oid AND contype = 'p')
      )
      SELECT sql FROM found ORDER BY sort, relname, sql`,
    values: [table, refusal, key, kinds.map(({ type }) => type)],
  })
  return rows.map(({ sql }) => sql)
}
