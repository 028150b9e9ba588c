import { resolve } from 'node:path'
import type { Logger } from '@plinth/kit/log'
import type { ProcessPlan } from '../config/read-config.ts'
import { type PartDatabase, partDatabases } from '../drivers/databases.ts'
import { startEmbedded } from '../drivers/embedded.ts'
import { needsEmbedded } from '../drivers/storage.ts'

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
