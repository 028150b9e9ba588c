/** The one catalogue in events and in the log. */
export const catalogId = 'catalog'

export type FeatureType = 'boolean' | 'limit' | 'unlimited'
export type Reset = 'none' | 'monthly' | 'rolling'

export interface Feature {
  /** Dotted. */
  code: string
  name: string
  type: FeatureType
  /** Empty: none. "bytes" is shown in binary units. */
  unit: string
  reset: Reset
  /** Present with a rolling reset. */
  rollingDays: number | undefined
  /** The feature whose pool this one draws on. */
  parent: string | undefined
  isActive: boolean
}

/** In the feature's unit, or without end; a boolean feature is on. */
export type Grant = number | 'unlimited' | 'on'

export interface Package {
  id: string
  code: string
  name: string
  /** One per owner; the others are add-ons and add up. */
  isBase: boolean
  isStackable: boolean
  isActive: boolean
  /** By the feature's code. */
  grants: ReadonlyMap<string, Grant>
}

/** What can be bought, by code. */
export interface Catalog {
  features: ReadonlyMap<string, Feature>
  packages: ReadonlyMap<string, Package>
}

/** An active feature; a child of an inactive parent is inactive too. */
export function findFeature(catalog: Catalog, code: string): { feature: Feature; pool: Feature } | undefined {
  const feature = catalog.features.get(code)
  const pool = feature?.parent === undefined ? feature : catalog.features.get(feature.parent)
  return feature?.isActive && pool?.isActive ? { feature, pool } : undefined
}
