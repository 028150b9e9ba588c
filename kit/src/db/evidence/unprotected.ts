import type { Queryable } from '../database.ts'
import { type Evidence, kinds, tables } from './evidence.ts'

/**
 * Returns the SQL that takes back rights which the role of this session has, and gives back triggers, of the tables and their partitions;
 * none where all is as it must be. It reads what was granted, also to a role that this one may become: a superuser has every right.
 */
export async function unprotected(db: Queryable, evidence: readonly Evidence[]): Promise<string[]> {
  const found: string[] = []
  for (const one of evidence) {
    const grants = await grantsOn(db, one)
    found.push(...grants, ...(await columnsLacking(db, one, grants)), ...(await triggersOff(db, one)))
  }
  return found
}

/** To take UPDATE from a table takes it from its columns too, and the service needs some of them. */
async function columnsLacking(
  db: Queryable,
  { table, columns = [] }: Evidence,
  grants: readonly string[],
): Promise<string[]> {
  if (columns.length === 0) return []
  const rows = await db.query<{ sql: string }>({
    text: `SELECT format('GRANT UPDATE (%s) ON %I TO %I', string_agg(quote_ident(name), ', ' ORDER BY place), $1::text, current_user) AS sql
      FROM unnest($2::text[]) WITH ORDINALITY AS kept (name, place)
      HAVING $3::boolean OR NOT bool_and(has_column_privilege($1::text, name, 'UPDATE'))`,
    values: [table, columns, grants.some((sql) => sql.includes('UPDATE'))],
  })
  return rows.map(({ sql }) => sql)
}

async function grantsOn(db: Queryable, { table, withheld, columns = [] }: Evidence): Promise<string[]> {
  const rows = await db.query<{ sql: string }>({
    text: `WITH ${tables}, granted AS (
        SELECT relname, grantee, privilege_type AS what, privilege_type AS sort
        FROM tables, aclexplode(coalesce(relacl, acldefault('r', relowner))) WHERE privilege_type = ANY ($2)
        UNION
        SELECT relname, grantee, format('UPDATE (%I)', attname), 'UPDATE OF'
        FROM tables JOIN pg_attribute ON attrelid = oid, aclexplode(attacl)
        WHERE privilege_type = 'UPDATE' AND 'UPDATE' = ANY ($2) AND NOT attname = ANY ($3)
      )
      SELECT format('REVOKE %s ON %I FROM %s', string_agg(what, ', ' ORDER BY sort DESC, what), relname,
        CASE WHEN grantee = 0 THEN 'PUBLIC' ELSE format('%I', pg_get_userbyid(grantee)) END) AS sql
      FROM granted
      WHERE grantee = 0 OR pg_has_role(grantee, 'MEMBER') OR pg_has_role(session_user, grantee, 'MEMBER')
      GROUP BY relname, grantee ORDER BY relname, grantee`,
    values: [table, withheld, columns],
  })
  return rows.map(({ sql }) => sql)
}

async function triggersOff(db: Queryable, { table, refusal }: Evidence): Promise<string[]> {
  const rows = await db.query<{ sql: string }>({
    text: `WITH ${tables}, wanted AS (
        SELECT tables.*, k.*, g.tgname, g.tgenabled FROM tables
        CROSS JOIN unnest($3::int[], $4::text[], $5::text[], $6::text[]) AS k (type, suffix, events, level)
        LEFT JOIN LATERAL (SELECT tgname, tgenabled FROM pg_trigger WHERE tgrelid = tables.oid AND tgfoid = to_regprocedure($2 || '()')
          AND tgtype = k.type AND tgqual IS NULL AND tgattr::text = '' ORDER BY tgenabled IN ('O', 'A') DESC LIMIT 1) g ON true
      )
      SELECT CASE WHEN tgname IS NOT NULL THEN format('ALTER TABLE %I ENABLE TRIGGER %I', relname, tgname)
        ELSE format('CREATE OR REPLACE TRIGGER %I BEFORE %s ON %I FOR EACH %s EXECUTE FUNCTION %s()',
          relname || '_' || suffix, events, relname, level, $2::text) END AS sql
      FROM wanted w
      WHERE (tgname IS NULL OR tgenabled NOT IN ('O', 'A'))
        -- A partition gets the trigger of rows with its table.
        AND NOT (tgname IS NULL AND level = 'ROW' AND NOT is_whole)
      ORDER BY relname, type`,
    values: [
      table,
      refusal,
      ...(['type', 'suffix', 'events', 'of'] as const).map((key) => kinds.map((kind) => kind[key])),
    ],
  })
  return rows.map(({ sql }) => sql)
}
