// After a restore webhooks and tenancy may be of different moments, and no event tells webhooks which statuses have gone back.
import type { Clock } from '@plinth/kit/clock'
import type { Database } from '@plinth/kit/db'
import { newId } from '@plinth/kit/ids'
import { differingAmong, type RestoredWorkspace } from './restored-store.ts'
import { applyStatus } from './store.ts'

/** Applies the statuses that webhooks does not know, as an event does, and returns their workspaces. A newer event wins. */
export async function takeStatuses(
  database: Database,
  clock: Clock,
  told: readonly RestoredWorkspace[],
): Promise<RestoredWorkspace[]> {
  const differing = new Set(await differingAmong(database, told))
  const changed = told.filter(({ id }) => differing.has(id))
  for (const { id: workspaceId, status, version } of changed)
    await applyStatus(database, { workspaceId, status, eventId: newId('evt', clock), version })
  return changed
}

/**
 * Ends the webhooks of workspaces that tenancy does not know. An event of such a workspace that comes later wins, and so does one that
 * was given a later time. Returns the workspaces of which that is so.
 */
export async function endUnknown(database: Database, clock: Clock, ids: readonly string[]): Promise<string[]> {
  const kept: string[] = []
  for (const workspaceId of ids) {
    const told = { workspaceId, status: 'deleted' as const, eventId: newId('evt', clock), version: 0 }
    if (!(await applyStatus(database, told))) kept.push(workspaceId)
  }
  return kept
}
