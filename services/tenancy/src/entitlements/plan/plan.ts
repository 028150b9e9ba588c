import type { Queryable, Tx } from '@plinth/kit/db'
import type { Caller } from '../../caller.ts'
import { findFeature } from '../../catalog/catalog.ts'
import type { VersionedCatalog } from '../../catalog/read-store.ts'
import { fail } from '../../errors.ts'
import { holdPayments, type Payment } from '../../owner-lock.ts'
import type { EntitlementInputs } from '../grants/entitlement-inputs.ts'
import { anchorOf } from '../grants/grants.ts'
import type { Entitled, Resolution } from '../grants/resolution.ts'
import { resolve } from '../grants/resolve.ts'
import { windowAt } from '../grants/window.ts'
import { type Facts, findEnded, findEndedBoosts, findFacts } from './store.ts'

/** A namespace's plan, as it was at one moment. */
export interface Plan {
  namespaceId: string
  /** Workspace that receives alerts; empty if no workspace pays. */
  workspaceId: string
  /** Undefined if no workspace pays, or the owner itself pays. */
  payment: Payment | undefined
  /** The owners whose balances may count here. */
  ownerIds: readonly string[]
  catalog: VersionedCatalog
  at: Date
  resolve(code: string): Promise<Resolution>
  /** Current packages and boosts, without those that ended. */
  inputs: EntitlementInputs
  /** The same, with the last packages and boosts that have ended. */
  inputsWithEnded(): Promise<EntitlementInputs>
  /** As resolve, without looking for why something is not included any more. */
  resolveNow(code: string): Resolution
  /** The namespace's own pool, for usage of a feature that no owner includes. Undefined when the feature does not exist. */
  fallbackPool(code: string): Pick<Entitled, 'ownerId' | 'pool' | 'window' | 'limit'> | undefined
}

export type ReadCatalog = (db: Queryable, version: number) => Promise<VersionedCatalog>

/** Throws RESOURCE_NOT_FOUND for a namespace that the caller does not see. */
export async function readPlan(
  db: Queryable,
  caller: Caller,
  namespaceIdOrUuid: string,
  readCatalog: ReadCatalog,
): Promise<Plan> {
  const [facts] = await findFacts(db, [{ caller, namespaceIdOrUuid }])
  return planOf(db, facts, readCatalog)
}

/** As readPlan; holds the payment until the transaction ends. */
export async function readPlanToSpend(
  tx: Tx,
  caller: Caller,
  namespaceIdOrUuid: string,
  readCatalog: ReadCatalog,
): Promise<Plan> {
  let plan = await readPlan(tx, caller, namespaceIdOrUuid, readCatalog)
  // Once the owner is locked, the payer of the plan that is read again stays; until then another one may have begun to pay.
  for (let heldId: string | undefined; plan.payment !== undefined && plan.payment.payerId !== heldId; ) {
    heldId = plan.payment.payerId
    await tx.query(holdPayments([plan.payment]))
    plan = await readPlan(tx, caller, namespaceIdOrUuid, readCatalog)
  }
  return plan
}

/** Makes a plan from facts; `db` is asked why a feature is not included any more. */
export async function planOf(db: Queryable, facts: Facts | undefined, readCatalog: ReadCatalog): Promise<Plan> {
  if (facts === undefined) throw fail.namespaceNotFound()
  const catalog = await readCatalog(db, facts.catalogVersion)
  const inputs = inputsOf(facts, catalog)
  const { namespaceId, payer, isUserOwned, ownerId, at } = facts
  const owners = [namespaceId, ...(payer === undefined ? [] : [payer.id])]
  // A workspace's own plan is resolved like that of a namespace that holds what the workspace holds.
  const isOfWorkspace = payer?.id === namespaceId
  const resolved = (from: EntitlementInputs, code: string): Resolution => {
    const resolution = resolve(from, code, at)
    return isOfWorkspace && resolution.reason === undefined ? { ...resolution, level: 'workspace' } : resolution
  }
  return {
    namespaceId,
    workspaceId: payer?.id ?? '',
    payment: isUserOwned && payer !== undefined ? { payerId: payer.id, ownerId } : undefined,
    ownerIds: [namespaceId, ...(payer === undefined ? [] : [payer.id]), ...(isUserOwned ? [ownerId] : [])],
    catalog,
    at,
    resolve: async (code) => {
      const resolution = resolved(inputs, code)
      if (resolution.reason !== 'FEATURE_NOT_INCLUDED') return resolution
      const packages = [...facts.packages, ...(await findEnded(db, owners))]
      return resolved(inputsOf({ ...facts, packages }, catalog), code)
    },
    inputs,
    inputsWithEnded: async () => {
      const [packages, boosts] = await Promise.all([findEnded(db, owners), findEndedBoosts(db, owners)])
      const all = { packages: [...facts.packages, ...packages], boosts: [...facts.boosts, ...boosts] }
      return inputsOf({ ...facts, ...all }, catalog)
    },
    resolveNow: (code) => resolved(inputs, code),
    fallbackPool: (code) => {
      const pool = findFeature(catalog, code)?.pool
      if (pool === undefined) return undefined
      const anchor = anchorOf(catalog, inputs.namespace.packages, at)
      return { ownerId: namespaceId, pool, window: windowAt(pool, anchor, at), limit: undefined }
    },
  }
}

function inputsOf(facts: Facts, catalog: VersionedCatalog): EntitlementInputs {
  const { namespaceId, payer, isActive, isUserOwned, ownerId, userTier } = facts
  const grantsOf = (id: string) => ({
    ownerId: id,
    packages: facts.packages.filter((held) => held.ownerId === id),
    boosts: facts.boosts.filter((boost) => boost.ownerId === id),
  })
  return {
    catalog,
    namespace: { ...grantsOf(namespaceId), isActive, isUserOwned },
    workspace: payer === undefined ? undefined : { ...grantsOf(payer.id), isSuspended: payer.status === 'suspended' },
    user: isUserOwned && userTier !== undefined ? { ownerId, tier: userTier } : undefined,
  }
}
