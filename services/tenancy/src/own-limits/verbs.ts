import type { Queryable } from '@plinth/kit/db'
import type { CountOwn } from '../entitlements/balances/own-use.ts'
import type { ReadCatalog } from '../entitlements/plan/plan.ts'
import { findOwnFacts } from '../entitlements/plan/store.ts'
import { countPaid } from '../namespaces/store.ts'
import type { PlanLimit } from '../plan-limit.ts'
import { countMembers } from '../teams/team-store.ts'
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

const counts: Readonly<Record<string, (db: Queryable, workspaceId: string) => Promise<number>>> = {
  'plinth.namespaces': countPaid,
  'plinth.members': countMembers,
}

/** Counts with the statements that stop the row that is one too many. */
export const countOwn: CountOwn = async (db, feature, workspaceId) => counts[feature]?.(db, workspaceId)
