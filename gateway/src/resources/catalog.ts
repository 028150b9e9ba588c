import {
  type ApplyCatalogResponse,
  Feature_Reset as Reset,
  Feature_Type as Type,
} from '@plinth/proto/tenancy/v1/catalog.ts'
import { catalogBodyLimits } from '../operation/body-limits.ts'
import { createdFilters, searchFilter, updatedFilters } from '../operation/list-spec.ts'
import { operation } from '../operation/operation.ts'
import { many, one, whole } from '../operation/view.ts'
import {
  catalogBody,
  catalogOutput,
  catalogView,
  difference,
  featureRow,
  featureRowView,
  lostView,
  packageRow,
  packageRowView,
} from './catalog-shape.ts'
import { dryRunParameter, isDry, unlessDryRun } from './dry-run.ts'

const types = { boolean: Type.TYPE_BOOLEAN, limit: Type.TYPE_LIMIT, unlimited: Type.TYPE_UNLIMITED } as const
const resets = { none: Reset.RESET_NONE, monthly: Reset.RESET_MONTHLY, rolling: Reset.RESET_ROLLING } as const

export const features = {
  list: operation({
    id: 'features.list',
    summary: 'List features',
    description:
      'Lists the features of the catalogue, newest first, also those that are turned off (`is_active: false`). What a customer has is in `GET /namespaces/{namespace_id}/entitlements`.',
    route: 'GET /features',
    scope: 'any',
    context: 'none',
    output: featureRow,
    list: {
      filters: {
        type: { kind: 'choice', words: Object.keys(types) },
        is_active: { kind: 'boolean' },
        ...createdFilters,
        ...updatedFilters,
        ...searchFilter,
      },
      sorts: ['created_at', 'updated_at', 'code', 'name'],
    },
    run: ({ services, list, call }) => services.catalog.listFeatures({ query: list }, call),
    view: many('features', featureRowView),
  }),
}

export const packages = {
  list: operation({
    id: 'packages.list',
    summary: 'List packages',
    description:
      'Lists the packages of the catalogue, newest first, also those that can no longer be assigned (`is_active: false`). What a customer has is in `GET /workspaces/{workspace_id}/packages` and `GET /namespaces/{namespace_id}/packages`. Only operators can send `include=assignments`; other callers get 403.',
    route: 'GET /packages',
    scope: 'any',
    context: 'none',
    output: packageRow,
    errors: ['INSUFFICIENT_PERMISSIONS'],
    includes: ['assignments'],
    list: {
      filters: {
        is_base: { kind: 'boolean' },
        is_active: { kind: 'boolean' },
        ...createdFilters,
        ...updatedFilters,
        ...searchFilter,
      },
      sorts: ['created_at', 'updated_at', 'code', 'name'],
    },
    run: ({ services, list, includes, call }) =>
      services.catalog.listPackages({ query: list, withAssignments: includes.has('assignments') }, call),
    view: many('packages', packageRowView),
  }),
}

export const catalog = {
  get: operation({
    id: 'catalog.get',
    summary: 'Read the whole catalogue, as PUT takes it',
    description:
      'Features and packages are sorted by code. To change the catalogue safely, send it back with `PUT /catalog` and its `ETag` as `If-Match`: if another change came first, the request returns 412.',
    route: 'GET /catalog',
    scope: 'any',
    context: 'none',
    output: catalogOutput,
    hasVersion: true,
    run: async ({ services, call }) => {
      const { catalog, version } = await services.catalog.getCatalog({}, call)
      return { catalog: catalog && { ...catalog, version } }
    },
    view: one('catalog', catalogView),
  }),

  apply: operation({
    id: 'catalog.apply',
    summary: 'Replace the whole catalogue (operators)',
    description:
      'Returns the added, changed and removed features and packages, and the features that plans lose. A package that was assigned and a feature with a boost cannot be removed. With `dry_run=true`, nothing is changed.',
    route: 'PUT /catalog',
    scope: 'write:catalog',
    role: 'operator',
    context: 'none',
    // Limits on the resources of Plinth itself are part of the access of a caller.
    changesAccess: unlessDryRun(true),
    output: difference,
    bodyLimits: catalogBodyLimits,
    query: dryRunParameter('Returns the changes without making them.'),
    body: catalogBody,
    errors: ['STATE_CONFLICT'],
    run: async ({ services, body, list, call }) => {
      const isDryRun = isDry(list)
      const wanted = {
        features: body.features.map((feature) => ({
          ...{ id: '', code: feature.code, name: feature.name, unit: feature.unit ?? '', parent: feature.parent ?? '' },
          type: types[feature.type],
          reset: resets[feature.reset ?? 'none'],
          rollingDays: feature.rolling_days ?? 0,
          isActive: feature.is_active ?? true,
        })),
        packages: body.packages.map((one) => ({
          ...{ id: '', code: one.code, name: one.name },
          isBase: one.is_base ?? false,
          isStackable: one.is_stackable ?? true,
          isActive: one.is_active ?? true,
          features: one.features.map(({ code, limit }) => ({ code, grant: grantOf(limit) })),
        })),
      }
      return { ...(await services.catalog.applyCatalog({ catalog: wanted, isDryRun }, call)), isDryRun }
    },
    view: whole(({ added, changed, removed, lost, isDryRun }: ApplyCatalogResponse & { isDryRun: boolean }) => ({
      ...{ added, changed, removed },
      lost: lost.map((feature) => lostView(feature)),
      dry_run: isDryRun,
    })),
  }),
}

function grantOf(limit: number | 'unlimited' | undefined) {
  if (limit === undefined) return undefined
  if (limit === 'unlimited') return { $case: 'isUnlimited' as const, value: true }
  return { $case: 'limit' as const, value: limit }
}
