import type { ReadCatalog } from '../entitlements/plan/plan.ts'
import { findOwnFacts } from '../entitlements/plan/store.ts'
import type { PlanLimit } from '../plan-limit.ts'
import { ownLimits } from './own-limits.ts'

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
