import { resolve } from 'node:path'
import type { Logger } from '@plinth/kit/log'
import { type ProcessPlan, readConfig } from '../config/read-config.ts'
import { type PartDatabase, partDatabases, reachDatabase } from '../drivers/databases.ts'
import { startEmbedded } from '../drivers/embedded.ts'
import { needsEmbedded } from '../drivers/storage.ts'
import { openProcessLog } from '../log-format.ts'
import type { DatabasePart } from '../parts.ts'
import type { CommandOptions } from './command-deps.ts'

/** Opens the databases of a plan for a short command, with or without a running process. */
export async function reachDatabases(
  plan: ProcessPlan,
  log: Logger,
  stack: AsyncDisposableStack,
): Promise<PartDatabase[]> {
  const embedded = needsEmbedded(plan) ? await startEmbedded(resolve(plan.config.dataDir), log) : undefined
  if (embedded !== undefined && !embedded.joined) stack.defer(() => embedded.stop())
  return partDatabases(plan.parts, plan.config, embedded)
}

/** The database of one part, which answers, with the plan and the log of the command. */
export async function reachDatabaseOf(
  part: DatabasePart,
  { env, loadParts }: CommandOptions,
  stack: AsyncDisposableStack,
  access?: { onlyReads: boolean },
): Promise<{ plan: ProcessPlan; log: Logger; target: PartDatabase }> {
  const plan = readConfig('all', await loadParts([part]), env)
  const log = openProcessLog({ ...plan.config, logLevel: 'warn' }, env)
  const [target] = await reachDatabases(plan, log, stack)
  if (target === undefined) throw new Error(`the part ${part} declares no migrations`)
  await reachDatabase(target, access)
  return { plan, log, target }
}
