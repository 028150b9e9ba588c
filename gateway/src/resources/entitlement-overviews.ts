import { Entitlement } from '@plinth/proto/tenancy/v1/entitlements.ts'
import { z } from 'zod'
import { createdFilters, searchedInPart } from '../operation/list-spec.ts'
import { operation } from '../operation/operation.ts'
import { shownId, shownTime } from '../operation/shown.ts'
import { bare, many } from '../operation/view.ts'
import { viewOf } from '../operation/view-of.ts'
import { entitlementOwners } from './entitlement-owners.ts'
import { logRow, logView } from './entitlement-shape.ts'
import { type CountedEntitlement, listCounted, usedOrNull } from './own-use.ts'

const row = z.object({
  feature: z.string(),
  name: z.string(),
  type: z.enum(['boolean', 'limit', 'unlimited']),
  reason: z
    .string()
    .nullable()
    .meta({ description: 'Reason why the feature is not included; null if it is included.' }),
  level: z.enum(['namespace', 'workspace', 'tier']).nullable().meta({ description: 'The level that decided.' }),
  owner_id: shownId.nullable().meta({ description: 'ID of the namespace, workspace or user whose pool is used.' }),
  pool: z.string().nullable().meta({ description: 'Code of the feature whose pool is used.' }),
  limit: z.int().nullable(),
  unlimited: z.boolean(),
  used: usedOrNull,
  reserved: z.int(),
  unit: z.string().nullable(),
  window_start: shownTime.nullable(),
  window_end: shownTime.nullable(),
  reset_at: shownTime.nullable().meta({
    description:
      'Time at which counting starts again; in a rolling window, the time at which the oldest usage leaves it.',
  }),
})
const output = z.object({ data: z.array(row) }).meta({
  id: 'EntitlementOverview',
  examples: [
    {
      data: [
        {
          ...{ feature: 'ai.credits', name: 'AI credits', type: 'limit', reason: null, level: 'workspace' },
          ...{ owner_id: 'wks_01kb0q3t5dexn8r0v6m2c7h9ak', pool: 'ai.credits', limit: 1_000, unlimited: false },
          ...{ used: 700, reserved: 20, unit: null, window_start: '2026-01-05T00:00:00.000Z' },
          ...{ window_end: '2026-02-05T00:00:00.000Z', reset_at: '2026-02-05T00:00:00.000Z' },
        },
      ],
    },
  ],
})

const rowView = viewOf<CountedEntitlement, typeof row.shape>(Entitlement, row, {
  unlimited: ({ isUnlimited }) => isUnlimited,
})

const ids = { namespace: 'entitlements', workspace: 'workspace-entitlements' } as const

const overviewOf = (kind: keyof typeof entitlementOwners) =>
  operation({
    id: `${ids[kind]}.list`,
    summary: `List every feature with its limit and usage for a ${kind}`,
    description: 'Features that are not included are listed with the reason.',
    route: `GET ${entitlementOwners[kind].root}/entitlements`,
    scope: 'read:entitlements',
    context: entitlementOwners[kind].context,
    output,
    isBare: true,
    run: async ({ services, params, call }) => ({
      entitlements: await listCounted(
        { owner: entitlementOwners[kind].ownerOf(params), isComplete: true },
        services,
        call,
      ),
    }),
    view: bare(({ entitlements }: { entitlements: CountedEntitlement[] }) => ({
      data: entitlements.map((one) => rowView(one)),
    })),
  })

/** Operations that show the whole plan of an owner. */
export const entitlementOverviews = {
  ofNamespace: overviewOf('namespace'),
  ofWorkspace: overviewOf('workspace'),

  workspaceLog: operation({
    id: 'workspace-entitlements.list-log',
    summary: 'List all changes of the packages and boosts of a workspace',
    description: `Usage is in the logs of its namespaces. ${searchedInPart('`action` and `feature`')}`,
    route: 'GET /workspaces/{workspace_id}/entitlements/log',
    isHeavy: true,
    scope: 'read:entitlements',
    output: logRow,
    list: {
      filters: { action: { kind: 'text' }, feature: { kind: 'text' }, ...createdFilters },
      sorts: ['created_at'],
      isAppendOnly: true,
    },
    run: ({ services, params, list, call }) =>
      services.usage.listEntitlementLog(
        { namespaceIdOrUuid: '', workspaceIdOrSlug: params.workspace_id, query: list },
        call,
      ),
    view: many('entries', logView),
  }),
}
