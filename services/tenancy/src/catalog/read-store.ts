import { type PageSource, pagesOf, type Queryable } from '@plinth/kit/db'
import { fromRow } from '@plinth/kit/db/rows'
import type { Catalog, Feature, Grant, Package } from './catalog.ts'
import { liveRows } from './holders-store.ts'

/** A feature or package with the fields that only lists show. */
export type Listed<T> = T & { id: string; createdAt: Date; updatedAt: Date }

export type ListedPackage = Listed<Package> & {
  /** Its present assignments; present if they were asked for. One above `heldMax` where there are more. */
  assigned?: number
}

const featureColumns = `f.id, f.code, f.name, f.type, f.unit, f.reset, f.rolling_days, f.parent_code AS parent, f.is_active,
  f.created_at, f.updated_at`
const packageColumns = `p.id, p.code, p.name, p.is_base, p.is_stackable, p.is_active, p.created_at, p.updated_at,
  (SELECT coalesce(json_agg(json_build_object('code', g.feature_code, 'limit', g.limit_value, 'is_unlimited', g.is_unlimited)
      ORDER BY g.feature_code), '[]') FROM package_feature g WHERE g.package_id = p.id) AS grants`

const assignedColumn = `(SELECT count(*) FROM (
    ${liveRows('', 'package_assignment', 'package_id', 'p.id')}) AS live) AS assigned`

export interface VersionedCatalog extends Catalog {
  version: number
}

/** Returns the whole catalogue of one moment. */
export async function loadCatalog(db: Queryable): Promise<VersionedCatalog> {
  const [row] = await db.query<{ version: number; features: object[]; packages: object[] }>({
    name: 'catalog_load',
    text: `SELECT s.version,
        (SELECT coalesce(json_agg(f ORDER BY f.code), '[]') FROM (SELECT ${featureColumns} FROM feature f) f) AS features,
        (SELECT coalesce(json_agg(p ORDER BY p.code), '[]') FROM (SELECT ${packageColumns} FROM package p) p) AS packages
      FROM catalog_state s`,
  })
  if (row === undefined) throw new Error('the catalogue has not been made yet')
  return {
    version: row.version,
    features: new Map(row.features.map(toFeature).map((feature) => [feature.code, feature])),
    packages: new Map(row.packages.map(toPackage).map((one) => [one.code, one])),
  }
}

/** Without the fields that only lists show: as JSON, their times are texts. */
function toFeature(json: object): Feature {
  const { id: _id, createdAt: _made, updatedAt: _changed, ...feature } = fromRow<Listed<Feature>>(json)
  return feature
}

function toPackage(json: object): Package {
  const { createdAt: _made, updatedAt: _changed, ...one } = toListedPackage(json)
  return one
}

function toListedPackage(row: object): ListedPackage {
  const { grants, ...one } = fromRow<Omit<ListedPackage, 'grants'> & { grants: GrantJson[] }>(row)
  const granted = ({ limit, is_unlimited }: GrantJson): Grant => (is_unlimited ? 'unlimited' : (limit ?? 'on'))
  return { ...one, grants: new Map(grants.map((grant) => [grant.code, granted(grant)])) }
}

type GrantJson = { code: string; limit: number | null; is_unlimited: boolean }

const features: PageSource = {
  ...{ columns: featureColumns, from: 'feature f', where: 'true', values: [], idColumn: 'f.id' },
  fields: {
    code: { column: 'f.code', type: 'text' },
    name: { column: 'f.name', type: 'text' },
    type: { column: 'f.type', type: 'text' },
    is_active: { column: 'f.is_active', type: 'boolean' },
    created_at: { column: 'f.created_at', type: 'time' },
    updated_at: { column: 'f.updated_at', type: 'time' },
  },
  search: ['f.code', 'f.name'],
}

const packages = (isCounted: boolean): PageSource => ({
  columns: isCounted ? `${packageColumns}, ${assignedColumn}` : packageColumns,
  ...{ from: 'package p', where: 'true', values: [], idColumn: 'p.id' },
  fields: {
    code: { column: 'p.code', type: 'text' },
    name: { column: 'p.name', type: 'text' },
    is_base: { column: 'p.is_base', type: 'boolean' },
    is_active: { column: 'p.is_active', type: 'boolean' },
    created_at: { column: 'p.created_at', type: 'time' },
    updated_at: { column: 'p.updated_at', type: 'time' },
  },
  search: ['p.code', 'p.name'],
})

export const pageFeatures = pagesOf(() => features, fromRow<Listed<Feature>>)

/** `isCounted`: with the present assignments of each. */
export const pagePackages = pagesOf(packages, toListedPackage)
