import { readFile } from 'node:fs/promises'
import type { SchemaEngine } from '@prisma/schema-engine-wasm'
import pg from 'pg'

/**
 * Prisma's schema engine (WebAssembly) on a pool. It uses some 40 MB for the life of its thread, so load it in a short-lived one.
 * @param onFailure Called with the error of the server for each failed script.
 */
export async function openSchemaEngine(pool: pg.Pool, onFailure: (err: unknown) => void): Promise<SchemaEngine> {
  const [bindings, { PrismaPg }, { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum }] = await Promise.all([
    import('@prisma/schema-engine-wasm/schema_engine_bg'),
    import('@prisma/adapter-pg'),
    import('@prisma/driver-adapter-utils'),
  ])
  instantiated ??= instantiate(bindings)
  await instantiated
  const charColumns = showCharAsText(pool)
  const factory = new PrismaPg(pool)
  const connect = factory.connect.bind(factory)
  // The adapter splits a script at every semicolon, also in comments and function bodies; so it is sent as a whole, as Prisma's CLI does.
  factory.connect = async () => {
    const adapter = await connect()
    adapter.executeScript = async (script) => {
      try {
        await pool.query(script)
      } catch (err) {
        onFailure(err)
        throw err
      }
    }
    const queryRaw = adapter.queryRaw.bind(adapter)
    adapter.queryRaw = async (statement) => {
      const result = await queryRaw(statement)
      for (const at of charColumns()) result.columnTypes[at] = ColumnTypeEnum.Character
      return result
    }
    return adapter
  }
  return bindings.SchemaEngine.new(
    { datamodels: undefined },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(factory),
  )
}

// @types/node leaves WebAssembly to the DOM's types, which nothing else here may use.
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: Record<string, unknown> } }>
}

/**
 * The adapter does not know the type "char", which the PostgreSQL catalogue uses, and the engine panics where it is told that it is text:
 * it reads so what kind of constraint one is. Returns the function that tells the columns of that type in the latest result.
 */
function showCharAsText(pool: pg.Pool): () => readonly number[] {
  const { CHAR, TEXT } = pg.types.builtins
  const query = pool.query.bind(pool)
  let latest: number[] = []
  const shown = async (statement: pg.QueryConfig) => {
    const result = await query(statement)
    const fields = result.fields ?? []
    latest = fields.flatMap(({ dataTypeID }, at) => (dataTypeID === CHAR ? [at] : []))
    for (const field of fields) if (field.dataTypeID === CHAR) field.dataTypeID = TEXT
    return result
  }
  Object.assign(pool, { query: shown })
  return () => latest
}

// The bindings hold one instance for all engines of a thread.
let instantiated: Promise<void> | undefined

async function instantiate(bindings: typeof import('@prisma/schema-engine-wasm/schema_engine_bg')): Promise<void> {
  // Called by the engine before it panics; without it the message of the panic is lost.
  const registry = { set_message: (message: string) => process.emitWarning(message, 'SchemaEnginePanic') }
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: registry })
  const folder = import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bytes = await readFile(new URL('schema_engine_bg.wasm', folder))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': bindings })
  bindings.__wbg_set_wasm(instance.exports)
  const start = instance.exports['__wbindgen_start']
  if (typeof start === 'function') start()
}
