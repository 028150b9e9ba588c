import { type Catalog, findFeature } from '../catalog/catalog.ts'
import { grantOf, lapseOf } from '../entitlements/level.ts'
import type { Holdings } from '../entitlements/situation.ts'

const ownFeatures = ['plinth.namespaces', 'plinth.members', 'plinth.webhooks', 'plinth.api_keys']

/**
 * The plan's limits on Plinth's own resources. One that neither the catalogue nor the plan mentions is not limited; while
 * the package that includes it is suspended, nothing is added.
 */
export function ownLimits(catalog: Catalog, holdings: Holdings, at: Date): Record<string, number> {
  const limits: Record<string, number> = {}
  for (const code of ownFeatures) {
    const pool = findFeature(catalog, code)?.pool
    if (pool === undefined) continue
    const grant = grantOf(catalog, pool, holdings, at)
    if (typeof grant === 'number') limits[code] = grant
    else if (grant === undefined && lapseOf(catalog, pool, holdings, at) === 'PACKAGE_SUSPENDED') limits[code] = 0
  }
  return limits
}
