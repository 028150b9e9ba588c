import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { DiffTarget } from '@prisma/schema-engine-wasm'
import pg from 'pg'
import { openSchemaEngine } from '../migrations/schema-engine.ts'

/** The SQL that makes an empty database into what a schema.prisma describes. */
export const sqlOfSchema = (url: string, schema: URL): Promise<string> =>
  diff(url, async () => ({ tag: 'empty' }), schema)

/**
 * The SQL that brings a migrated database to a schema.prisma: a draft of the next migration. It also drops what Prisma
 * cannot express (partial indexes, functions' indexes): strike those lines.
 */
export const sqlToSchema = (url: string, schema: URL): Promise<string> =>
  diff(url, async () => ({ tag: 'schemaDatasource', ...(await schemaFiles(schema)), configDir: '/' }), schema)

async function diff(url: string, from: () => Promise<DiffTarget>, schema: URL): Promise<string> {
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  pool.on('error', () => undefined)
  try {
    const engine = await openSchemaEngine(pool, () => undefined)
    const { stdout } = await engine.diff({
      from: await from(),
      to: { tag: 'schemaDatamodel', ...(await schemaFiles(schema)) },
      script: true,
      exitCode: null,
      filters: { externalTables: ['public._prisma_migrations'], externalEnums: [] },
    })
    return stdout ?? ''
  } finally {
    await pool.end()
  }
}

async function schemaFiles(schema: URL): Promise<{ files: { path: string; content: string }[] }> {
  return { files: [{ path: fileURLToPath(schema), content: await readFile(schema, 'utf8') }] }
}
