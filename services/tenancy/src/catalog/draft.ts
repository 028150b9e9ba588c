import type { Feature, FeatureType, Grant, Package, Reset } from './catalog.ts'

export interface FeatureDraft {
  code: string
  name: string
  type: FeatureType
  unit: string
  reset: Reset
  /** 0: left out. */
  rollingDays: number
  /** Empty: none. */
  parent: string
  isActive: boolean
}

export interface PackageDraft {
  code: string
  name: string
  isBase: boolean
  isStackable: boolean
  isActive: boolean
  features: readonly { code: string; grant: Grant }[]
}

/** A whole catalogue, as a caller sends it. */
export interface CatalogDraft {
  features: readonly FeatureDraft[]
  packages: readonly PackageDraft[]
}

const rollingDaysDefault = 30

/** Returns the feature of a checked draft. A child counts in the window of its parent, so it has the reset of the parent. */
export function featureOf(draft: FeatureDraft, parent: FeatureDraft | undefined): Feature {
  const { reset, rollingDays } = parent ?? draft
  return {
    code: draft.code,
    name: draft.name,
    type: draft.type,
    unit: parent === undefined ? draft.unit : parent.unit,
    reset,
    rollingDays: reset === 'rolling' ? rollingDays || rollingDaysDefault : undefined,
    parent: draft.parent === '' ? undefined : draft.parent,
    isActive: draft.isActive,
  }
}

/** Returns the package of a checked draft, without an ID. */
export const packageOf = (draft: PackageDraft): Omit<Package, 'id'> => ({
  code: draft.code,
  name: draft.name,
  isBase: draft.isBase,
  isStackable: draft.isStackable,
  isActive: draft.isActive,
  grants: new Map(draft.features.map(({ code, grant }) => [code, grant])),
})
