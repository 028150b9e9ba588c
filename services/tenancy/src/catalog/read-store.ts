import { type Page, type Queryable, selectPage } from '@plinth/kit/db'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import type { Catalog, Feature, FeatureType, Grant, Package, Reset } from './catalog.ts'
import { heldMax } from './holders-store.ts'

interface FeatureRow {
  id: string
  code: string
  name: string
  type: FeatureType
  unit: string
  reset: Reset
  rolling_days: number | null
  parent_code: string | null
  is_active: boolean
  created_at: Date
  updated_at: Date
}

interface PackageRow {
  id: string
  code: string
  name: string
  is_base: boolean
  is_stackable: boolean
  is_active: boolean
  created_at: Date
  updated_at: Date
  grants: { code: string; limit: number | null; is_unlimited: boolean }[]
}

/** A feature or package with the fields that only lists show. */
export type Listed<T> = T & { id: string; createdAt: Date; updatedAt: Date }

export type ListedPackage = Listed<Package> & {
  /** Its present assignments; present if they were asked for. One above `heldMax` where there are more. */
  assigned: number | undefined
}

const featureColumns = `f.id, f.code, f.name, f.type, f.unit, f.reset, f.rolling_days, f.parent_code, f.is_active,
  f.created_at, f.updated_at`
const packageColumns = `p.id, p.code, p.name, p.is_base, p.is_stackable, p.is_active, p.created_at, p.updated_at,
  (SELECT coalesce(json_agg(json_build_object('code', g.feature_code, 'limit', g.limit_value, 'is_unlimited', g.is_unlimited)
      ORDER BY g.feature_code), '[]') FROM package_feature g WHERE g.package_id = p.id) AS grants`

const assignedColumn = `(SELECT count(*) FROM (SELECT FROM package_assignment a
    WHERE a.package_id = p.id AND a.ended_at IS NULL LIMIT ${heldMax + 1}) AS live) AS assigned`

export interface VersionedCatalog extends Catalog {
  version: number
}

/** Returns the whole catalogue of one moment. */
export async function loadCatalog(db: Queryable): Promise<VersionedCatalog> {
  const [row] = await db.query<{ version: number; features: FeatureRow[]; packages: PackageRow[] }>({
    name: 'catalog_load',
    text: `SELECT s.version,
        (SELECT coalesce(json_agg(f ORDER BY f.code), '[]') FROM (SELECT ${featureColumns} FROM feature f) f) AS features,
        (SELECT coalesce(json_agg(p ORDER BY p.code), '[]') FROM (SELECT ${packageColumns} FROM package p) p) AS packages
      FROM catalog_state s`,
  })
  if (row === undefined) throw new Error('the catalogue has not been made yet')
  return {
    version: row.version,
    features: new Map(row.features.map((feature) => [feature.code, toFeature(feature)])),
    packages: new Map(row.packages.map((one) => [one.code, toPackage(one)])),
  }
}

export async function pageFeatures(db: Queryable, query: ListQuery | undefined): Promise<Page<Listed<Feature>>> {
  return selectPage(
    db,
    {
      ...{ columns: featureColumns, from: 'feature f', where: 'true', values: [], idColumn: 'f.id' },
      fields: {
        code: { column: 'f.code', type: 'text' },
        name: { column: 'f.name', type: 'text' },
        type: { column: 'f.type', type: 'text' },
        is_active: { column: 'f.is_active', type: 'boolean' },
        ...times('f'),
      },
      search: ['f.code', 'f.name'],
    },
    query,
    (row: FeatureRow) => ({ ...toFeature(row), ...listed(row) }),
  )
}

/** `isCounted`: with the present assignments of each. */
export async function pagePackages(
  db: Queryable,
  query: ListQuery | undefined,
  isCounted: boolean,
): Promise<Page<ListedPackage>> {
  return selectPage(
    db,
    {
      ...{
        columns: isCounted ? `${packageColumns}, ${assignedColumn}` : packageColumns,
        from: 'package p',
        where: 'true',
        values: [],
        idColumn: 'p.id',
      },
      fields: {
        code: { column: 'p.code', type: 'text' },
        name: { column: 'p.name', type: 'text' },
        is_base: { column: 'p.is_base', type: 'boolean' },
        is_active: { column: 'p.is_active', type: 'boolean' },
        ...times('p'),
      },
      search: ['p.code', 'p.name'],
    },
    query,
    (row: PackageRow & { assigned?: number }) => ({ ...toPackage(row), ...listed(row), assigned: row.assigned }),
  )
}

const times = (table: string) => ({
  created_at: { column: `${table}.created_at`, type: 'time' as const },
  updated_at: { column: `${table}.updated_at`, type: 'time' as const },
})

const listed = ({ id, created_at, updated_at }: FeatureRow | PackageRow) => ({
  id,
  createdAt: created_at,
  updatedAt: updated_at,
})

const toFeature = (row: FeatureRow): Feature => ({
  code: row.code,
  name: row.name,
  type: row.type,
  unit: row.unit,
  reset: row.reset,
  rollingDays: row.rolling_days ?? undefined,
  parent: row.parent_code ?? undefined,
  isActive: row.is_active,
})

const toPackage = (row: PackageRow): Package => ({
  id: row.id,
  code: row.code,
  name: row.name,
  isBase: row.is_base,
  isStackable: row.is_stackable,
  isActive: row.is_active,
  grants: new Map(row.grants.map(({ code, limit, is_unlimited }) => [code, grantOf(limit, is_unlimited)])),
})

const grantOf = (limit: number | null, isUnlimited: boolean): Grant => (isUnlimited ? 'unlimited' : (limit ?? 'on'))
