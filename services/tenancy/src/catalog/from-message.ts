import {
  type Catalog as CatalogMessage,
  type PackageFeature,
  Feature_Reset as ResetMessage,
  Feature_Type as TypeMessage,
} from '@plinth/proto/tenancy/v1/catalog.ts'
import { fail } from '../errors.ts'
import type { FeatureType, Grant, Reset } from './catalog.ts'
import type { CatalogDraft } from './draft.ts'

const types: ReadonlyMap<TypeMessage, FeatureType> = new Map([
  [TypeMessage.TYPE_BOOLEAN, 'boolean'],
  [TypeMessage.TYPE_LIMIT, 'limit'],
  [TypeMessage.TYPE_UNLIMITED, 'unlimited'],
])
const resets: ReadonlyMap<ResetMessage, Reset> = new Map([
  [ResetMessage.RESET_UNSPECIFIED, 'none'],
  [ResetMessage.RESET_NONE, 'none'],
  [ResetMessage.RESET_MONTHLY, 'monthly'],
  [ResetMessage.RESET_ROLLING, 'rolling'],
])

/** Ignores IDs and times. Throws VALIDATION_ERROR for an unknown type. */
export function toDraft(message: CatalogMessage | undefined): CatalogDraft {
  const { features = [], packages = [] } = message ?? {}
  return {
    features: features.map((feature, at) => ({
      ...feature,
      type: named(types.get(feature.type), `features.${at}.type`),
      reset: named(resets.get(feature.reset), `features.${at}.reset`),
    })),
    packages: packages.map((one) => ({
      ...one,
      features: one.features.map((granted) => ({ code: granted.code, grant: toGrant(granted, features) })),
    })),
  }
}

// An unlimited feature is always granted without a limit.
function toGrant({ code, grant }: PackageFeature, features: CatalogMessage['features']): Grant {
  if (grant?.$case === 'limit') return grant.value
  const isUnlimited = grant?.$case === 'isUnlimited' && grant.value
  const type = features.find((feature) => feature.code === code)?.type
  return isUnlimited || type === TypeMessage.TYPE_UNLIMITED ? 'unlimited' : 'on'
}

function named<T>(value: T | undefined, field: string): T {
  if (value === undefined) throw fail.invalid({ [field]: ['The value is not one of the supported types.'] })
  return value
}
