import { withClient } from '../ensure-database.ts'
import { type Migration, readMigrations } from './folder.ts'

export interface MigrationState {
  /** The database's name, for sentences. */
  database: string
  applied: string[]
  /** In the folder, not in the database. */
  pending: string[]
  /** In the database, not in the folder: the database is newer than this code. */
  unknown: string[]
  /** True if the newer release states that this one, whose migrations are all applied, can run on the database. */
  isCompatible: boolean
  /** True if it has migrations of another part of Plinth, or of another program. */
  isOthers: boolean
  /** Started but not finished, by a tool that does not migrate in one transaction. */
  failed: string[]
  /** Applied with another text than the folder has now. */
  edited: string[]
}

interface HistoryRow {
  migration_name: string
  checksum: string
  is_finished: boolean
}

/** Compares a database with a migrations folder without changing anything. */
export async function migrationState(options: { url: string; migrations: URL }): Promise<MigrationState> {
  const [migrations, { database, compatibleSince, rows }] = await Promise.all([
    readMigrations(options.migrations),
    history(options.url),
  ])
  const newest = migrations.at(-1)?.name
  const compared = compare(database, migrations, rows)
  const isCompatible =
    compared.pending.length === 0 && newest !== undefined && compatibleSince !== null && newest >= compatibleSince
  const isKnown = compared.edited.length === 0 && migrations.some(({ name }) => compared.applied.includes(name))
  return { ...compared, isCompatible, isOthers: compared.unknown.length > 0 && !isCompatible && !isKnown }
}

function compare(
  database: string,
  migrations: readonly Migration[],
  rows: readonly HistoryRow[],
): Omit<MigrationState, 'isCompatible' | 'isOthers'> {
  const inFolder = new Map(migrations.map((migration) => [migration.name, migration]))
  const finished = rows.filter((row) => row.is_finished)
  const applied = new Set(finished.map((row) => row.migration_name))
  const isEdited = (row: HistoryRow) => {
    const migration = inFolder.get(row.migration_name)
    return migration !== undefined && migration.checksum !== row.checksum
  }
  return {
    database,
    applied: [...applied],
    pending: [...inFolder.keys()].filter((name) => !applied.has(name)),
    unknown: [...applied].filter((name) => !inFolder.has(name)),
    failed: rows.filter((row) => !row.is_finished).map((row) => row.migration_name),
    edited: finished.filter(isEdited).map((row) => row.migration_name),
  }
}

interface History {
  database: string
  compatibleSince: string | null
  rows: HistoryRow[]
}

async function history(url: string): Promise<History> {
  return withClient(url, async (client) => {
    const { rows: found } = await client.query<{ database: string; since: string | null; has_history: boolean }>(
      `SELECT current_database() AS database, has.history IS NOT NULL AS has_history,
              obj_description(has.history, 'pg_class') AS since
       FROM (SELECT to_regclass('public._prisma_migrations')) AS has(history)`,
    )
    const database = found[0]?.database ?? ''
    const compatibleSince = found[0]?.since ?? null
    if (found[0]?.has_history !== true) return { database, compatibleSince, rows: [] }
    const { rows } = await client.query<HistoryRow>(
      `SELECT migration_name, checksum, finished_at IS NOT NULL AS is_finished
       FROM public._prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
    )
    return { database, compatibleSince, rows }
  })
}
