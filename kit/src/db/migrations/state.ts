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
  /** Begun and not finished, by a tool that does not migrate in one transaction. */
  failed: string[]
  /** Applied with another text than the folder has now. */
  edited: string[]
}

interface HistoryRow {
  migration_name: string
  checksum: string
  is_finished: boolean
}

/** How a database stands to a migrations folder; changes nothing. */
export async function migrationState(options: { url: string; migrations: URL }): Promise<MigrationState> {
  const [migrations, { database, rows }] = await Promise.all([readMigrations(options.migrations), history(options.url)])
  return compare(database, migrations, rows)
}

function compare(database: string, migrations: readonly Migration[], rows: readonly HistoryRow[]): MigrationState {
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

async function history(url: string): Promise<{ database: string; rows: HistoryRow[] }> {
  return withClient(url, async (client) => {
    const { rows: found } = await client.query<{ database: string; has_history: boolean }>(
      `SELECT current_database() AS database, to_regclass('public._prisma_migrations') IS NOT NULL AS has_history`,
    )
    const database = found[0]?.database ?? ''
    if (found[0]?.has_history !== true) return { database, rows: [] }
    const { rows } = await client.query<HistoryRow>(
      `SELECT migration_name, checksum, finished_at IS NOT NULL AS is_finished
       FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
    )
    return { database, rows }
  })
}
