import type { NewEvent } from '@plinth/kit/db'
import { changesOf } from '@plinth/kit/events/changes'
import { toWebhooks } from '../events.ts'
import { type Catalog, catalogId, type Feature, type Package } from './catalog.ts'
import type { CatalogContent, Difference, Entry } from './difference.ts'

/**
 * No workspace receives it: the catalogue belongs to none. Its changes name each field of a feature or package, and each grant:
 * "feature.seats/unit", "package.pro/features/seats". Codes have dots, and no slash.
 */
export function catalogUpdated(before: Catalog, after: CatalogContent, difference: Difference): NewEvent {
  const { added, changed, removed } = difference
  return {
    type: 'catalog.updated',
    workspaceId: '',
    objectId: catalogId,
    objectType: 'catalog',
    attributes: { added, changed, removed },
    changes: changesOf(fieldsOf(before, [...changed, ...removed]), fieldsOf(after, [...added, ...changed])),
    consumers: toWebhooks,
  }
}

const fieldsOf = (content: CatalogContent, entries: readonly Entry[]): Record<string, unknown> =>
  Object.fromEntries(
    entries.flatMap((entry) =>
      Object.entries(shown(content, entry)).map(([name, value]) => [`${entry.kind}.${entry.code}/${name}`, value]),
    ),
  )

function shown({ features, packages }: CatalogContent, { kind, code }: Entry): Record<string, unknown> {
  return (kind === 'feature' ? shownFeature(features.get(code)) : shownPackage(packages.get(code))) ?? {}
}

const shownFeature = (feature: Feature | undefined) =>
  feature && {
    name: feature.name,
    type: feature.type,
    unit: feature.unit === '' ? null : feature.unit,
    reset: feature.reset,
    rolling_days: feature.rollingDays ?? null,
    parent: feature.parent ?? null,
    is_active: feature.isActive,
  }

const shownPackage = (one: Omit<Package, 'id'> | undefined) =>
  one && {
    name: one.name,
    is_base: one.isBase,
    is_stackable: one.isStackable,
    is_active: one.isActive,
    ...Object.fromEntries([...one.grants].map(([feature, grant]) => [`features/${feature}`, grant])),
  }
