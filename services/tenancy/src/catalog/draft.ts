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

/** The feature a checked draft stands for. A child counts in its parent's window, so its reset is the parent's. */
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

/** The package a checked draft stands for, without an id yet. */
export const packageOf = (draft: PackageDraft): Omit<Package, 'id'> => ({
  code: draft.code,
  name: draft.name,
  isBase: draft.isBase,
  isStackable: draft.isStackable,
  isActive: draft.isActive,
  grants: new Map(draft.features.map(({ code, grant }) => [code, grant])),
})
