import { Boost, Boost_Duration as Duration, Boost_Type as Type } from '@plinth/proto/tenancy/v1/boosts.ts'
import { z } from 'zod'
import { text, time } from '../operation/fields.ts'
import { createdFilters } from '../operation/list-spec.ts'
import { operation } from '../operation/operation.ts'
import { shownId, shownTime } from '../operation/shown.ts'
import { many, nothing, one } from '../operation/view.ts'
import { viewOf } from '../operation/view-of.ts'
import { unlessDryRun } from './dry-run.ts'
import { entitlementOwners } from './entitlement-owners.ts'
import { changeOrPreview, previewed, shownOrPreview } from './plan-difference.ts'

const types = { add_limit: Type.TYPE_ADD_LIMIT, enable: Type.TYPE_ENABLE, unlimited: Type.TYPE_UNLIMITED } as const
const durations = {
  cycle: Duration.DURATION_CYCLE,
  until: Duration.DURATION_UNTIL,
  permanent: Duration.DURATION_PERMANENT,
} as const
export const type = z.enum(['add_limit', 'enable', 'unlimited']).meta({
  description: 'add_limit: adds to the limit. enable: turns a feature on. unlimited: removes the limit.',
})
export const duration = z.enum(['cycle', 'until', 'permanent']).meta({
  description: 'cycle: until the billing cycle ends. until: until `expires_at`. permanent: without an end.',
})

const output = z
  .object({
    id: shownId,
    feature: z.string().meta({ description: 'Code of the pool. A boost of a child feature applies to its parent.' }),
    type,
    limit: z.int().nullable().meta({ description: 'Added limit. Null unless the type is add_limit.' }),
    duration,
    status: z.enum(['active', 'expired']).meta({ description: 'expired: it has ended, or an operator ended it.' }),
    starts_at: shownTime,
    expires_at: shownTime.nullable(),
    created_at: shownTime,
  })
  .meta({
    id: 'Boost',
    examples: [
      {
        ...{ id: 'bst_01kb0q3t5d9h7f5d3b1z0x8v6t', feature: 'storage', type: 'add_limit', limit: 50 },
        ...{ duration: 'cycle', status: 'active', starts_at: '2026-01-05T09:58:12.431Z' },
        ...{ expires_at: '2026-02-05T00:00:00.000Z', created_at: '2026-01-05T09:58:12.431Z' },
      },
    ],
  })

const view = viewOf(Boost, output, {
  type: ({ type }) => nameOf(types, type),
  limit: ({ type, limit }) => (type === Type.TYPE_ADD_LIMIT ? limit : null),
  duration: ({ duration }) => nameOf(durations, duration),
})

const body = z
  .strictObject({
    feature: text(100).min(1),
    type,
    limit: z.int().min(1).optional().meta({ description: 'Required for add_limit.' }),
    duration: duration.meta({
      description: 'A boost for a cycle ends at the first boundary of the billing cycle after its start.',
    }),
    starts_at: time.optional().meta({ description: 'Time from which it counts. Default: now.' }),
    expires_at: time.optional().meta({ description: 'Required for until.' }),
  })
  .meta({
    id: 'BoostCreate',
    examples: [{ feature: 'storage', type: 'add_limit', limit: 1_073_741_824, duration: 'permanent' }],
  })

const elsewhere = {
  namespace: 'Those of the workspace that pays for it are in `GET /workspaces/{workspace_id}/boosts`.',
  workspace: 'Those of its namespaces are in `GET /namespaces/{namespace_id}/boosts`.',
}

/** Operations on boosts; namespaces and workspaces have the same. */
function boostsOf(kind: keyof typeof entitlementOwners) {
  const { root, context, changesAccess, ownerOf } = entitlementOwners[kind]
  const base = `${root}/boosts` as const
  const facts = { role: 'operator' as const, context, changesAccess: unlessDryRun(changesAccess), ...previewed }
  return {
    list: operation({
      id: `${kind}-boosts.list`,
      summary: `List the boosts of a ${kind}`,
      description: `Lists the boosts of the ${kind} itself, newest first: current, future and ended ones. ${elsewhere[kind]}`,
      route: `GET ${base}`,
      scope: 'read:entitlements',
      context,
      output,
      list: {
        filters: {
          status: { kind: 'choice', words: ['active', 'expired'] },
          feature: { kind: 'text' },
          ...createdFilters,
        },
        sorts: ['created_at', 'starts_at'],
      },
      run: ({ services, params, list, call }) =>
        services.boosts.listBoosts({ owner: ownerOf(params), query: list }, call),
      view: many('boosts', view),
    }),

    create: operation({
      id: `${kind}-boosts.create`,
      summary: `Add a boost to a ${kind} (operators)`,
      description:
        'The boost counts in addition to the packages from `starts_at`, which is now by default. A boost is never changed: end it, and add another. A type that does not suit the feature returns 422; beyond 100 current boosts the request returns 409. Emits `boost.activated`.',
      route: `POST ${base}`,
      status: 201,
      scope: 'write:entitlements',
      ...facts,
      output,
      body,
      errors: ['STATE_CONFLICT'],
      run: ({ params, body, ...input }) => {
        const { feature, limit = 0, starts_at: startsAt, expires_at: expiresAt } = body
        const wanted = { type: types[body.type], limit, duration: durations[body.duration], startsAt, expiresAt }
        const value = { owner: ownerOf(params), feature, ...wanted }
        return changeOrPreview(input, { $case: 'createBoost', value }, () =>
          input.services.boosts.createBoost(value, input.call),
        )
      },
      view: shownOrPreview(one('boost', view)),
    }),

    delete: operation({
      id: `${kind}-boosts.delete`,
      summary: `End a boost of a ${kind} immediately (operators)`,
      description:
        'Recorded usage remains: if it is above the lower limit, further use is denied. A boost that has ended returns 404. Emits `boost.expired`.',
      route: `DELETE ${base}/{boost_id}`,
      scope: 'delete:entitlements',
      ...facts,
      run: ({ params, ...input }) => {
        const value = { owner: ownerOf(params), id: params.boost_id }
        return changeOrPreview(input, { $case: 'deleteBoost', value }, () =>
          input.services.boosts.deleteBoost(value, input.call),
        )
      },
      view: shownOrPreview(nothing),
    }),
  }
}

function nameOf(names: Readonly<Record<string, number>>, value: number): string | null {
  return Object.keys(names).find((name) => names[name] === value) ?? null
}

export const namespaceBoosts = boostsOf('namespace')
export const workspaceBoosts = boostsOf('workspace')
