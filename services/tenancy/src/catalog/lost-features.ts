import { type Catalog, findFeature } from './catalog.ts'
import type { CatalogContent } from './difference.ts'

/** A feature that checks find in one catalogue and not in the next, although plans may include it. */
export interface LostFeature {
  code: string
  /** The feature whose limit it uses: itself, or its parent. */
  pool: string
  /** Codes of the packages that stay, and include the pool until now. */
  packages: readonly string[]
}

/** The features that are removed or turned off, by code. One that no package includes is there too, for its boosts. */
export function lostFeatures(before: Catalog, after: CatalogContent): LostFeature[] {
  const next: Catalog = { features: after.features, packages: new Map() }
  const codes = [...before.features.keys()].sort()
  return codes.flatMap((code) => {
    const pool = findFeature(before, code)?.pool.code
    if (pool === undefined || findFeature(next, code) !== undefined) return []
    const including = [...before.packages.values()].filter(
      (one) => one.grants.has(pool) && after.packages.has(one.code),
    )
    return [{ code, pool, packages: including.map((one) => one.code).sort() }]
  })
}
