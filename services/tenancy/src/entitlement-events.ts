import type { NewEvent } from '@plinth/kit/db'
import { type Boost, boostView } from './boosts/boost.ts'
import { catalogId } from './catalog/catalog.ts'
import type { Difference } from './catalog/difference.ts'
import type { Plan } from './entitlements/plan-reader.ts'
import type { Entitled } from './entitlements/situation.ts'
import { type Assignment, assignmentView } from './packages/assignment.ts'
import type { Owner } from './plan/owner.ts'

/** The catalogue is everybody's, so no workspace hears of it. */
export const catalogUpdated = ({ added, changed, removed }: Difference): NewEvent => ({
  type: 'catalog.updated',
  workspaceId: '',
  objectId: catalogId,
  objectType: 'catalog',
  attributes: { added, changed, removed },
  consumers: [],
})

export type PackageVerb = 'assigned' | 'suspended' | 'reactivated' | 'renewed' | 'cancelled' | 'expired'

export const aboutPackage = (verb: PackageVerb, owner: Owner, held: Assignment): NewEvent => ({
  type: `package.${verb}`,
  ...heardBy(owner),
  objectId: held.id,
  objectType: 'package',
  attributes: assignmentView(held),
})

export const aboutBoost = (verb: 'activated' | 'expired', owner: Owner, boost: Boost): NewEvent => ({
  type: `boost.${verb}`,
  ...heardBy(owner),
  objectId: boost.id,
  objectType: 'boost',
  attributes: boostView(boost),
})

/** A namespace that nobody pays for has no endpoints to hear of it. */
const heardBy = ({ workspaceId, namespaceId }: Owner) => ({
  workspaceId,
  ...(namespaceId === '' ? {} : { namespaceId }),
  consumers: workspaceId === '' ? [] : ['webhooks'],
})

/** Use has reached a threshold, in percent, of the limit. */
export const entitlementAlert = (
  { namespaceId, workspaceId }: Pick<Plan, 'namespaceId' | 'workspaceId'>,
  { pool, ownerId, window }: Pick<Entitled, 'pool' | 'ownerId' | 'window'>,
  { threshold, used, limit }: { threshold: number; used: number; limit: number },
): NewEvent => ({
  type: threshold === 100 ? 'entitlement.limit_reached' : 'entitlement.limit_warning',
  ...heardBy({ id: ownerId, workspaceId, namespaceId }),
  objectId: ownerId,
  objectType: 'entitlement',
  attributes: {
    feature: pool.code,
    threshold,
    used,
    limit,
    unit: pool.unit === '' ? null : pool.unit,
    owner_id: ownerId,
    window_start: window.start?.toISOString() ?? null,
    // A rolling window gives back hour by hour.
    reset_at: pool.reset === 'rolling' ? null : (window.end?.toISOString() ?? null),
  },
})
