import {
  type Catalog as CatalogMessage,
  type Feature as FeatureMessage,
  type LostFeature as LostFeatureMessage,
  type Package as PackageMessage,
  Feature_Reset as ResetMessage,
  Feature_Type as TypeMessage,
} from '@plinth/proto/tenancy/v1/catalog.ts'
import type { PlanGrant } from '@plinth/proto/tenancy/v1/plan_previews.ts'
import type { Catalog, Feature, Grant, Package } from './catalog.ts'
import { heldMax } from './holders-store.ts'
import type { Listed, ListedPackage } from './read-store.ts'
import type { Applied } from './verbs.ts'

const types = {
  boolean: TypeMessage.TYPE_BOOLEAN,
  limit: TypeMessage.TYPE_LIMIT,
  unlimited: TypeMessage.TYPE_UNLIMITED,
} as const
const resets = {
  none: ResetMessage.RESET_NONE,
  monthly: ResetMessage.RESET_MONTHLY,
  rolling: ResetMessage.RESET_ROLLING,
} as const

export const toFeatureMessage = (feature: Feature & Partial<Listed<Feature>>): FeatureMessage => ({
  ...feature,
  id: feature.id ?? '',
  type: types[feature.type],
  reset: resets[feature.reset],
  rollingDays: feature.rollingDays ?? 0,
  parent: feature.parent ?? '',
})

export const toPackageMessage = ({ grants, assigned, ...one }: Package & Partial<ListedPackage>): PackageMessage => ({
  ...one,
  features: [...grants].map(([code, grant]) => ({ code, grant: toFeatureGrant(grant) })),
  assignments:
    assigned === undefined ? undefined : { count: Math.min(assigned, heldMax), isExact: assigned <= heldMax },
})

export const toCatalogMessage = ({ features, packages }: Catalog): CatalogMessage => ({
  features: [...features.values()].map(toFeatureMessage),
  packages: [...packages.values()].map(toPackageMessage),
})

export const toLostMessage = ({ code, packages, owners, isExact }: Applied['lost'][number]): LostFeatureMessage => ({
  ...{ code, packages: [...packages], owners, ownersIsExact: isExact },
})

/** Grant of a plan. A package's message leaves out `on`. */
export function toPlanGrant(grant: Grant): NonNullable<PlanGrant['grant']> {
  if (grant === 'on') return { $case: 'isOn', value: true }
  if (grant === 'unlimited') return { $case: 'isUnlimited', value: true }
  return { $case: 'limit', value: grant }
}

function toFeatureGrant(grant: Grant): PackageMessage['features'][number]['grant'] {
  const granted = toPlanGrant(grant)
  return granted.$case === 'isOn' ? undefined : granted
}
