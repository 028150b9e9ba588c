import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Logger } from '../../log.ts'
import type { ApplyOutcome, ApplyTask } from './apply-worker.ts'
import { readCompatibleSince, readMigrations } from './folder.ts'
import { type MigrationState, migrationState } from './state.ts'

export interface MigrateOptions {
  url: string
  /** The folder: file:///…/prisma/migrations/ */
  migrations: URL
  log: Logger
}

/**
 * Brings a database up to its migrations folder and returns the names just applied, all in one transaction.
 * Safe from several processes at once. Rejects, with a sentence, when the database is newer than the folder and does not say
 * that this release runs on it.
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const state = refuseUnfit(await migrationState(options))
  if (state.edited.length > 0) {
    const { database, edited } = state
    options.log.warn({ database, edited }, 'migrations were edited after they were applied')
  }
  if (state.unknown.length > 0) {
    options.log.warn({ database: state.database }, 'a newer release migrated this database; this release can run on it')
    return []
  }
  if (state.pending.length === 0) return []
  const outcome = await applyInWorker({
    url: options.url,
    migrations: await readMigrations(options.migrations),
    compatibleSince: await readCompatibleSince(options.migrations),
  })
  if ('failure' in outcome) {
    throw new Error(`migrating the database "${state.database}" failed and changed nothing: ${outcome.failure}`)
  }
  refuseUnfit(await migrationState(options))
  if (outcome.applied.length > 0) {
    const { length: migrations } = outcome.applied
    options.log.info({ database: state.database, migrations, last: outcome.applied.at(-1) }, 'migrated the database')
  }
  return outcome.applied
}

function refuseUnfit(state: MigrationState): MigrationState {
  const [unknown] = state.unknown
  if (state.isOthers) {
    throw new Error(
      `the database "${state.database}" belongs to another part of Plinth or to another program ` +
        `(it has the migration ${unknown}); each part needs a database of its own: correct the URL`,
    )
  }
  if (unknown !== undefined && !state.isCompatible) {
    throw new Error(
      `the database "${state.database}" is newer than this version of Plinth (it has the migration ${unknown}); ` +
        'install the version that made it, or restore a backup from before',
    )
  }
  const [failed] = state.failed
  if (failed !== undefined) {
    throw new Error(
      `the migration ${failed} of the database "${state.database}" was begun and never finished; ` +
        'repair what it left and settle it with `prisma migrate resolve`',
    )
  }
  return state
}

// A separate thread: the memory of the engine is freed when the thread ends.
async function applyInWorker(task: ApplyTask): Promise<ApplyOutcome> {
  const worker = new Worker(new URL('apply-worker.ts', import.meta.url), { workerData: task })
  const ended = once(worker, 'exit').then(() => [{ failure: 'the migrating thread ended without an answer' }])
  const [outcome]: ApplyOutcome[] = await Promise.race([once(worker, 'message'), ended])
  // The engine leaves a timer that would keep the thread alive for seconds.
  await worker.terminate()
  return outcome ?? { failure: 'the migrating thread gave no answer' }
}
