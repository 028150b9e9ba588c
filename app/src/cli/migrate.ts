import { readConfig } from '../config/read-config.ts'
import { migrateDatabase, reachDatabase } from '../drivers/databases.ts'
import { openProcessLog } from '../log-format.ts'
import { type DatabasePart, databaseParts, partsOf, type Target } from '../parts.ts'
import { UsageError } from '../refusal.ts'
import type { TargetOptions } from './command-deps.ts'
import { reachDatabases } from './offline.ts'

/** Applies the missing migrations of each database and prints one line per migration. */
export async function migrateCommand(options: TargetOptions): Promise<number> {
  // Migrating needs only the databases, not the other requirements of a part that runs alone.
  const plan = readConfig('all', await options.loadParts(databaseOwners(options.target)), options.env)
  const log = openProcessLog({ ...plan.config, logLevel: 'warn' }, options.env)
  await using stack = new AsyncDisposableStack()
  for (const database of await reachDatabases(plan, log, stack)) {
    await reachDatabase(database)
    const applied = await migrateDatabase(database, log)
    for (const name of applied) process.stdout.write(`${database.part} ${name}\n`)
    if (applied.length === 0) process.stderr.write(`${database.part} is up to date\n`)
  }
  return 0
}

/** Returns the parts of a target that own a database. Throws a UsageError if there is none. */
export function databaseOwners(target: Target): DatabasePart[] {
  const names = databaseParts.filter((part) => partsOf(target).includes(part))
  if (names.length === 0) throw new UsageError(`--target=${target} owns no database; leave it out to migrate all`)
  return names
}
