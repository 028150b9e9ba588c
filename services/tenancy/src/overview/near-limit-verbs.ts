import type { Queryable } from '@plinth/kit/db'
import { placeOf } from '../entitlements/balances/balance.ts'
import { highestReached } from '../entitlements/balances/limit-alerts.ts'
import { readCounted } from '../entitlements/balances/store.ts'
import { type Plan, planOf, type ReadCatalog } from '../entitlements/plan/plan.ts'
import { findFacts, findFactsOf } from '../entitlements/plan/store.ts'
import { type AlertedPool, findAlertedPools, findOwnerNames } from './store.ts'

/** A limit of which at least 80 % is used. */
export interface NearLimit {
  ownerId: string
  ownerName: string
  /** Empty: no workspace owns or pays. */
  workspaceId: string
  feature: string
  used: number
  limit: number
}

export interface NearLimitDeps {
  database: Queryable
  readCatalog: ReadCatalog
}

const shownMax = 10

/**
 * Workspaces and namespaces that use most of a limit now, the fullest first. Looked for among those that were told of one lately, as
 * they are: a limit may have been raised since, or a new window begun.
 */
export async function nearLimits({ database, readCatalog }: NearLimitDeps): Promise<NearLimit[]> {
  const alerted = await findAlertedPools(database)
  if (alerted.length === 0) return []
  const ids = [...new Set(alerted.map(({ ownerId }) => ownerId))]
  const [plans, owners] = await Promise.all([plansOf(database, ids, readCatalog), findOwnerNames(database, ids)])
  const limits = alerted.flatMap((one) => limitOf(one, plans.get(one.ownerId)))
  const [counted, names] = [
    await readCounted(
      database,
      limits.map(({ place }) => place),
    ),
    new Map(owners.map((owner) => [owner.id, owner])),
  ]
  return limits
    .flatMap(({ ownerId, feature, limit }, at) => {
      const owner = names.get(ownerId)
      const used = counted[at]?.used ?? 0
      if (owner === undefined || highestReached(used, limit) === 0) return []
      return [{ ownerId, ownerName: owner.name, workspaceId: owner.workspaceId, feature, used, limit }]
    })
    .toSorted((one, other) => other.used / other.limit - one.used / one.limit)
    .slice(0, shownMax)
}

/** The limit that the owner's own grants give the pool, and where its use counts. */
function limitOf({ ownerId, pool }: AlertedPool, plan: Plan | undefined) {
  if (plan === undefined) return []
  const resolution = plan.resolveNow(pool)
  if (resolution.reason !== undefined || resolution.limit === undefined || resolution.ownerId !== ownerId) return []
  return [{ ownerId, feature: pool, limit: resolution.limit, place: placeOf(resolution, plan.at) }]
}

const operator = { userId: '', isOperator: true, boundTo: '' }

/** The plans of workspaces and namespaces, by id; those of users, whose tier gives limits, are left out. */
async function plansOf(
  database: Queryable,
  ids: readonly string[],
  readCatalog: ReadCatalog,
): Promise<ReadonlyMap<string, Plan>> {
  const namespaceIds = ids.filter((id) => id.startsWith('ns_'))
  const [own, facts] = await Promise.all([
    findFactsOf(
      database,
      ids.filter((id) => id.startsWith('wks_')),
    ),
    findFacts(
      database,
      namespaceIds.map((id) => ({ caller: operator, namespaceIdOrUuid: id })),
    ),
  ])
  const plans = new Map<string, Plan>()
  for (const [id, found] of own) plans.set(id, await planOf(database, found, readCatalog))
  for (const [at, id] of namespaceIds.entries()) {
    const found = facts[at]
    if (found !== undefined) plans.set(id, await planOf(database, found, readCatalog))
  }
  return plans
}
