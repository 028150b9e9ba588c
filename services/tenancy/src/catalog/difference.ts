import type { Catalog, Feature, Package } from './catalog.ts'

export interface Entry {
  kind: 'feature' | 'package'
  code: string
}

export interface Difference {
  added: readonly Entry[]
  changed: readonly Entry[]
  removed: readonly Entry[]
}

/** A catalogue whose packages have no IDs yet. */
export interface CatalogContent {
  features: ReadonlyMap<string, Feature>
  packages: ReadonlyMap<string, Omit<Package, 'id'>>
}

/** Returns the changes from one catalogue to another. */
export function difference(before: Catalog, after: CatalogContent): Difference {
  const features = compare('feature', before.features, after.features, featureText)
  const packages = compare('package', before.packages, after.packages, packageText)
  return {
    added: [...features.added, ...packages.added],
    changed: [...features.changed, ...packages.changed],
    removed: [...features.removed, ...packages.removed],
  }
}

export const isEmpty = ({ added, changed, removed }: Difference): boolean =>
  added.length + changed.length + removed.length === 0

function compare<T>(
  kind: Entry['kind'],
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  text: (one: T) => string,
): Difference {
  const entries = (codes: Iterable<string>): Entry[] => [...codes].sort().map((code) => ({ kind, code }))
  const isChanged = ([code, one]: [string, T]): boolean => {
    const old = before.get(code)
    return old !== undefined && text(old) !== text(one)
  }
  return {
    added: entries([...after.keys()].filter((code) => !before.has(code))),
    changed: entries([...after].filter(isChanged).map(([code]) => code)),
    removed: entries([...before.keys()].filter((code) => !after.has(code))),
  }
}

const featureText = ({ name, type, unit, reset, rollingDays, parent, isActive }: Feature): string =>
  JSON.stringify([name, type, unit, reset, rollingDays, parent, isActive])
const packageText = ({ name, isBase, isStackable, isActive, grants }: Omit<Package, 'id'>): string =>
  JSON.stringify([name, isBase, isStackable, isActive, [...grants].sort(([a], [b]) => (a < b ? -1 : 1))])
