import { type Catalog, findFeature } from '../catalog/catalog.ts'
import { ownRates, ownResources } from '../catalog/own-features.ts'
import type { OwnerGrants } from '../entitlements/grants/entitlement-inputs.ts'
import { denialReason, grantOf } from '../entitlements/grants/grants.ts'

/**
 * Limits of the plan on the resources of Plinth itself. A resource that neither the catalogue nor the plan mentions is not limited; while
 * the package that includes it is suspended, nothing can be added, and rate limits are as if the plan did not mention them.
 */
export function ownLimits(catalog: Catalog, ownerGrants: OwnerGrants, at: Date): Record<string, number> {
  const limits: Record<string, number> = {}
  for (const code of [...ownResources, ...ownRates]) {
    const pool = findFeature(catalog, code)?.pool
    if (pool === undefined) continue
    const grant = grantOf(catalog, pool, ownerGrants, at)
    if (typeof grant === 'number') limits[code] = grant
    else if (
      grant === undefined &&
      ownResources.includes(code) &&
      denialReason(catalog, pool, ownerGrants, at) === 'PACKAGE_SUSPENDED'
    )
      limits[code] = 0
  }
  return limits
}
