import type pg from 'pg'

/** PostgreSQL's catalogue of a database's public schema, each thing by a name and a text that two databases share. */
export interface Catalogue {
  tables: ReadonlySet<string>
  /** "table.column" → type, nullability, default. */
  columns: ReadonlyMap<string, string>
  /** Tables, columns and uniqueness of indexes, without their names. */
  indexes: ReadonlySet<string>
  foreignKeys: ReadonlySet<string>
  /** Enum → labels. */
  enums: ReadonlyMap<string, string>
}

const tables = `SELECT c.relname AS name FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND c.relname <> '_prisma_migrations'`

// Prisma has neither lists that are NOT NULL (it reads NULL as empty) nor generated columns: there the type alone counts.
const columns = `SELECT c.relname || '.' || a.attname AS name, format_type(a.atttypid, a.atttypmod)
    || CASE WHEN a.attnotnull AND a.attndims = 0 AND a.attgenerated = '' THEN ' NOT NULL' ELSE '' END
    || CASE a.attgenerated WHEN '' THEN coalesce(' DEFAULT ' || replace(pg_get_expr(d.adbin, d.adrelid), 'ARRAY[]::', '''{}''::'), '') ELSE '' END
    || CASE a.attidentity WHEN '' THEN '' ELSE ' IDENTITY' END AS text
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relname IN (${tables}) AND c.relnamespace = 'public'::regnamespace`

const indexes = `SELECT regexp_replace(regexp_replace(pg_get_indexdef(i.indexrelid), 'INDEX .* ON (ONLY )?', 'INDEX ON '),
    'public\\.', '') || CASE WHEN i.indisprimary THEN ' PRIMARY KEY' ELSE '' END AS name
  FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
  WHERE c.relname IN (${tables}) AND c.relnamespace = 'public'::regnamespace`

const foreignKeys = `SELECT c.conrelid::regclass || ' ' || pg_get_constraintdef(c.oid) AS name FROM pg_constraint c
  WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND c.conparentid = 0`

const enums = `SELECT t.typname AS name, string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder) AS text
  FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid GROUP BY t.typname`

export async function readCatalogue(client: pg.Client): Promise<Catalogue> {
  const rows = async (text: string) => (await client.query<{ name: string; text: string }>(text)).rows
  const names = async (text: string) => new Set((await rows(text)).map(({ name }) => name))
  const texts = async (sql: string) => new Map((await rows(sql)).map(({ name, text }) => [name, text]))
  return {
    tables: await names(tables),
    columns: await texts(columns),
    indexes: await names(indexes),
    foreignKeys: await names(foreignKeys),
    enums: await texts(enums),
  }
}
