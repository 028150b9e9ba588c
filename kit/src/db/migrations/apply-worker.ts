// Applies the pending migrations of a folder in one transaction: all of them or none, even if a process dies.
// So they cannot contain statements that refuse to run in a transaction (CREATE INDEX CONCURRENTLY).
import { parentPort, workerData } from 'node:worker_threads'
import pg from 'pg'
import { migrationSettings } from '../session-settings.ts'
import type { Migration } from './folder.ts'
import { openSchemaEngine } from './schema-engine.ts'

export interface ApplyTask {
  url: string
  migrations: readonly Migration[]
  /** Stored beside the history, for releases that find unknown migrations. */
  compatibleSince: string | undefined
}

export type ApplyOutcome = { applied: string[] } | { failure: string }

// An arbitrary number that nothing else locks. One process migrates a database; the others wait here and then find nothing to do.
const migrationLock = 7_165_202_611_010_001n

const failures: unknown[] = []

async function apply(task: ApplyTask): Promise<string[]> {
  // One connection for everything: all statements of the engine run in the transaction opened here.
  const pool = new pg.Pool({
    connectionString: task.url,
    max: 1,
    idleTimeoutMillis: 0,
    application_name: 'plinth migrate',
  })
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  try {
    // At a level above, what others have migrated during the wait for the lock would not be seen.
    await pool.query(
      `BEGIN ISOLATION LEVEL READ COMMITTED; ${migrationSettings}; SELECT pg_advisory_xact_lock(${migrationLock})`,
    )
    const engine = await openSchemaEngine(pool, (err) => failures.push(err))
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: {
        baseDir: '/',
        lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
        shadowDbInitScript: '',
        migrationDirectories: task.migrations.map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
        })),
      },
      filters: { externalTables: [], externalEnums: [] },
    })
    const since = task.compatibleSince === undefined ? 'NULL' : pg.escapeLiteral(task.compatibleSince)
    if (appliedMigrationNames.length > 0) await pool.query(`COMMENT ON TABLE _prisma_migrations IS ${since}`)
    const { command } = await pool.query('COMMIT')
    if (command !== 'COMMIT') throw new Error('the server rolled the migrations back')
    return appliedMigrationNames
  } finally {
    await pool.end()
  }
}

const task: ApplyTask = workerData
const outcome: ApplyOutcome = await apply(task).then(
  (applied) => ({ applied }),
  (thrown: unknown) => ({ failure: firstLine(failures[0] ?? thrown) }),
)
parentPort?.postMessage(outcome)

function firstLine(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown)
  return text.split('\n', 1)[0] ?? ''
}
