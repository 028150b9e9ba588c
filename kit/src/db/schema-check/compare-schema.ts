import { randomBytes } from 'node:crypto'
import type { ClientBase } from 'pg'
import { ensureDatabase, withClient } from '../ensure-database.ts'
import { type Catalogue, readCatalogue } from './catalogue.ts'
import { sqlOfSchema } from './schema-sql.ts'

export interface CompareSchemaOptions {
  /** A database with all migrations applied; a scratch database is made beside it and dropped. */
  url: string
  /** schema.prisma */
  schema: URL
}

/** Where a migrated database and its schema.prisma differ, a sentence per line; empty when they agree. What Prisma cannot express may be there besides. */
export async function compareSchema({ url, schema }: CompareSchemaOptions): Promise<string> {
  const { migrated, functions } = await withClient(url, async (client) => ({
    migrated: await readCatalogue(client),
    functions: await functionsOfDefaults(client),
  }))
  const scratch = new URL(url)
  scratch.pathname = `/plinth_check_${process.pid}_${randomBytes(4).toString('hex')}`
  const name = scratch.pathname.slice(1)
  await ensureDatabase(scratch.href)
  try {
    const described = await describe(scratch.href, schema, functions)
    return differences(migrated, described).join('\n')
  } finally {
    await withClient(url, (client) => client.query(`DROP DATABASE "${name}" WITH (FORCE)`))
  }
}

async function describe(url: string, schema: URL, functions: readonly string[]): Promise<Catalogue> {
  const script = await sqlOfSchema(url, schema)
  return withClient(url, async (client) => {
    // They may name tables that are not there yet.
    await client.query('SET check_function_bodies = off')
    for (const definition of functions) await client.query(definition)
    await client.query(script)
    return readCatalogue(client)
  })
}

/** SQL of the functions that defaults of columns call: Prisma knows none. */
async function functionsOfDefaults(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ definition: string }>(
    `SELECT DISTINCT pg_get_functiondef(p.oid) AS definition FROM pg_depend d JOIN pg_proc p ON p.oid = d.refobjid
      WHERE d.classid = 'pg_attrdef'::regclass AND d.refclassid = 'pg_proc'::regclass
        AND p.pronamespace = current_schema()::regnamespace`,
  )
  return rows.map(({ definition }) => definition)
}

function differences(migrated: Catalogue, described: Catalogue): string[] {
  const missing = (kind: string, from: Iterable<string>, there: ReadonlySet<string>, where: string) =>
    [...from].filter((name) => !there.has(name)).map((name) => `${where} lacks the ${kind} ${name}`)
  const inMigrations = 'the migrated database'
  const inSchema = 'schema.prisma'
  const isOfKnownTable = (column: string) => described.tables.has(column.slice(0, column.indexOf('.')))
  const unlike = (kind: string, from: ReadonlyMap<string, string>, there: ReadonlyMap<string, string>) =>
    [...from].flatMap(([name, text]) => {
      const other = there.get(name)
      if (other === undefined) return [`${inMigrations} lacks the ${kind} ${name}`]
      return other === text ? [] : [`the ${kind} ${name} is "${other}" in ${inMigrations}, "${text}" in ${inSchema}`]
    })
  const extraColumns = [...migrated.columns.keys()].filter(isOfKnownTable)
  return [
    ...missing('table', migrated.tables, described.tables, inSchema),
    ...missing('table', described.tables, migrated.tables, inMigrations),
    ...missing('column', extraColumns, new Set(described.columns.keys()), inSchema),
    ...unlike(
      'column',
      new Map([...described.columns].filter(([name]) => migrated.tables.has(name.slice(0, name.indexOf('.'))))),
      migrated.columns,
    ),
    ...missing('index', described.indexes, migrated.indexes, inMigrations),
    ...missing('foreign key', described.foreignKeys, migrated.foreignKeys, inMigrations),
    ...unlike('enum', described.enums, migrated.enums),
  ]
}
