import type { Clock } from '@plinth/kit/clock'
import type { Tx } from '@plinth/kit/db'
import type { Caller } from '../caller.ts'
import { findOwnFacts } from '../entitlements/facts-store.ts'
import type { ReadCatalog } from '../entitlements/plan-reader.ts'
import { ownLimits } from './own-limits.ts'

/** The plan's limit on one of Plinth's own resources in a workspace; undefined is none. */
export type PlanLimit = (tx: Tx, caller: Caller, workspaceId: string, feature: string) => Promise<number | undefined>

/** What verbs need that add to a workspace. */
export interface Adding {
  clock: Clock
  planLimit: PlanLimit
}

/** A call's context tells the limits of its own workspace; those of another one are read. */
export const planLimitOf =
  (readCatalog: ReadCatalog): PlanLimit =>
  async (tx, caller, workspaceId, feature) => {
    if (workspaceId === caller.workspaceId) return caller.planLimits[feature]
    const facts = await findOwnFacts(tx, workspaceId)
    if (facts === undefined) return undefined
    const catalog = await readCatalog(tx, facts.catalogVersion)
    return ownLimits(catalog, { ...facts, ownerId: workspaceId }, facts.at)[feature]
  }
