/** ID of the catalogue in events and in the log. */
export const catalogId = 'catalog'

export type FeatureType = 'boolean' | 'limit' | 'unlimited'
export type Reset = 'none' | 'monthly' | 'rolling'

export interface Feature {
  /** Words separated by dots. */
  code: string
  name: string
  type: FeatureType
  /** Empty: none. "bytes" is shown in binary units. */
  unit: string
  reset: Reset
  /** Present with a rolling reset. */
  rollingDays: number | undefined
  /** Feature whose pool this one uses. */
  parent: string | undefined
  isActive: boolean
}

/** Limit in the unit of the feature, or unlimited; a boolean feature is on. */
export type Grant = number | 'unlimited' | 'on'

export interface Package {
  id: string
  code: string
  name: string
  /** True for a base package, of which an owner has one; other packages are add-ons whose limits are added. */
  isBase: boolean
  isStackable: boolean
  isActive: boolean
  /** By feature code. */
  grants: ReadonlyMap<string, Grant>
}

/** Features and packages by code. */
export interface Catalog {
  features: ReadonlyMap<string, Feature>
  packages: ReadonlyMap<string, Package>
}

/** Returns an active feature. A child of an inactive parent is inactive too. */
export function findFeature(catalog: Catalog, code: string): { feature: Feature; pool: Feature } | undefined {
  const feature = catalog.features.get(code)
  const pool = feature?.parent === undefined ? feature : catalog.features.get(feature.parent)
  return feature?.isActive && pool?.isActive ? { feature, pool } : undefined
}
