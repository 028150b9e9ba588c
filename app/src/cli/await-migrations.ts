import { setTimeout as wait } from 'node:timers/promises'
import { type MigrationState, migrationState } from '@plinth/kit/db'
import { readConfig } from '../config/read-config.ts'
import { type PartDatabase, partDatabases } from '../drivers/databases.ts'
import { needsEmbedded } from '../drivers/storage.ts'
import { messageOf, Refusal, UsageError } from '../refusal.ts'
import type { TargetOptions } from './command-deps.ts'
import { databaseOwners } from './migrate.ts'

const askAgainMs = 1_000

/** Waits, without changing anything, until another process has migrated the databases to this version. Throws a Refusal after the timeout. */
export async function awaitMigrations(options: TargetOptions & { timeoutMs: number }): Promise<number> {
  const plan = readConfig('all', await options.loadParts(databaseOwners(options.target)), options.env)
  if (needsEmbedded(plan))
    throw new UsageError('there is nothing to wait for: `plinth start` migrates the embedded database')
  const deadline = performance.now() + options.timeoutMs
  await Promise.all(
    partDatabases(plan.parts, plan.config, undefined).map((database) => untilUpToDate(database, deadline)),
  )
  return 0
}

async function untilUpToDate(database: PartDatabase, deadline: number): Promise<void> {
  for (let shown = ''; ; ) {
    const missing = await whatIsMissing(database)
    if (missing === undefined) return void process.stderr.write(`${database.part} is up to date\n`)
    if (missing !== shown) process.stderr.write(`${database.part} waits: ${missing}\n`)
    shown = missing
    if (performance.now() + askAgainMs > deadline)
      throw new Refusal(
        `${database.part} is still not migrated (${missing}): check the process that runs \`plinth migrate\``,
      )
    await wait(askAgainMs)
  }
}

/** Also waits for a database that is not reachable or does not exist yet. */
async function whatIsMissing(database: PartDatabase): Promise<string | undefined> {
  let state: MigrationState
  try {
    state = await migrationState(database)
  } catch (err) {
    return messageOf(err).replace(/\s+/g, ' ')
  }
  return state.pending.length === 0 ? undefined : `${state.pending.length} migrations are missing`
}
