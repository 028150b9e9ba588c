import { Assignment } from '@plinth/proto/tenancy/v1/assignments.ts'
import { z } from 'zod'
import { text, time } from '../operation/fields.ts'
import { createdFilters } from '../operation/list-spec.ts'
import { operation } from '../operation/operation.ts'
import { shownId, shownTime } from '../operation/shown.ts'
import { many, nothing, one } from '../operation/view.ts'
import { viewOf } from '../operation/view-of.ts'
import { unlessDryRun } from './dry-run.ts'
import { entitlementOwners } from './entitlement-owners.ts'
import { isAsked } from './given-parameters.ts'
import { changeOrPreview, previewed, shownOrPreview } from './plan-difference.ts'

const statuses = ['active', 'suspended', 'cancelled', 'expired'] as const
export const output = z
  .object({
    id: shownId,
    package: z.object({ id: shownId, code: z.string(), name: z.string() }),
    status: z
      .enum(statuses)
      .meta({ description: 'A cancelled package with an end in the future is usable until that end.' }),
    starts_at: shownTime,
    expires_at: shownTime.nullable(),
    billing_anchor: shownTime.meta({ description: 'Start from which monthly windows are counted.' }),
  })
  .meta({
    id: 'PackageAssignment',
    examples: [
      {
        id: 'asg_01kb0q3t5dexn8r0v6m2c7h9ak',
        package: { id: 'pkg_01kb0p9c4e6g8j0m2p4r6t8v0x', code: 'pro', name: 'Pro' },
        status: 'active',
        starts_at: '2026-01-05T00:00:00.000Z',
        expires_at: null,
        billing_anchor: '2026-01-05T00:00:00.000Z',
      },
    ],
  })

const view = viewOf(Assignment, output, {
  package: (held) => ({ id: held.packageId, code: held.packageCode, name: held.packageName }),
})
const shown = one('assignment', view)

const assignBody = z
  .strictObject({
    package: text(50).min(1).meta({ description: 'Code of the package.' }),
    starts_at: time.optional().meta({ description: 'Time from which it counts. Default: now.' }),
    expires_at: time.nullish().meta({ description: 'Time at which it ends. Null, and the default: it has no end.' }),
    billing_anchor: time
      .optional()
      .meta({ description: 'Start from which monthly windows are counted. Default: `starts_at`.' }),
  })
  .meta({ id: 'PackageAssign', examples: [{ package: 'pro' }] })
const renewBody = z
  .strictObject({ expires_at: time.optional().meta({ description: 'New end. Default: one billing cycle more.' }) })
  .meta({ id: 'PackageRenew', examples: [{}] })

const elsewhere = {
  namespace: 'Those of the workspace that pays for it are in `GET /workspaces/{workspace_id}/packages`.',
  workspace: 'Those of its namespaces are in `GET /namespaces/{namespace_id}/packages`.',
}

/** Operations on packages; namespaces and workspaces have the same. */
function packagesOf(kind: keyof typeof entitlementOwners) {
  const { root, context, changesAccess, ownerOf } = entitlementOwners[kind]
  const base = `${root}/packages` as const
  const facts = { role: 'operator' as const, context, changesAccess: unlessDryRun(changesAccess), ...previewed }
  const each = `${base}/{assignment_id}` as const
  const setStatus = (verb: 'suspend' | 'reactivate', texts: { summary: string; description: string }) =>
    operation({
      id: `${kind}-packages.${verb}`,
      ...texts,
      route: `POST ${each}/${verb}`,
      scope: 'write:entitlements',
      ...facts,
      output,
      errors: ['STATE_CONFLICT'],
      run: ({ params, ...input }) => {
        const value = { owner: ownerOf(params), id: params.assignment_id }
        return changeOrPreview(input, { $case: `${verb}Assignment`, value }, () =>
          input.services.assignments[`${verb}Assignment`](value, input.call),
        )
      },
      view: shownOrPreview(shown),
    })
  return {
    list: operation({
      id: `${kind}-packages.list`,
      summary: `List the packages of a ${kind}`,
      description: `Lists the packages that are assigned to the ${kind} itself, newest first: current, future and ended ones. ${elsewhere[kind]}`,
      route: `GET ${base}`,
      scope: 'read:entitlements',
      context,
      output,
      list: {
        filters: { status: { kind: 'choice', words: statuses }, ...createdFilters },
        sorts: ['created_at', 'starts_at'],
      },
      run: ({ services, params, list, call }) =>
        services.assignments.listAssignments({ owner: ownerOf(params), query: list }, call),
      view: many('assignments', view),
    }),

    assign: operation({
      id: `${kind}-packages.assign`,
      summary: `Assign a package to a ${kind} (operators)`,
      description:
        'The package counts from `starts_at`, which is now by default. A base package replaces the previous base package from its start, unless it is cancelled before. The limits of add-ons are added. A package that the catalogue does not offer, and a second one that is not stackable, return 422; beyond 100 current packages the request returns 409. Emits `package.assigned`, and `package.cancelled` for a replaced base package.',
      route: `POST ${base}`,
      status: 201,
      scope: 'write:entitlements',
      ...facts,
      output,
      body: assignBody,
      errors: ['STATE_CONFLICT'],
      run: ({ params, body, ...input }) => {
        const { starts_at: startsAt, billing_anchor: billingAnchor } = body
        const wanted = { packageCode: body.package, startsAt, expiresAt: body.expires_at ?? undefined, billingAnchor }
        const value = { owner: ownerOf(params), ...wanted }
        return changeOrPreview(input, { $case: 'assignPackage', value }, () =>
          input.services.assignments.assignPackage(value, input.call),
        )
      },
      view: shownOrPreview(shown),
    }),

    cancel: operation({
      id: `${kind}-packages.cancel`,
      summary: `Cancel a package of a ${kind} (operators)`,
      description:
        'The package stops counting immediately. With `at_period_end=true` it is `cancelled`, and counts until the billing cycle ends; a suspended package cannot be cancelled so (409). If a base package is cancelled before its start, the one that it would have replaced gets its former end back (`package.renewed`). A package that has ended returns 409. Emits `package.cancelled`.',
      route: `DELETE ${each}`,
      scope: 'delete:entitlements',
      ...facts,
      query: {
        ...previewed.query,
        at_period_end: {
          kind: 'boolean',
          description:
            'Keeps the package usable until the billing cycle of the base package ends, or its own if there is none.',
        },
      },
      errors: ['STATE_CONFLICT'],
      run: ({ params, ...input }) => {
        const isAtPeriodEnd = isAsked(input.list, 'at_period_end')
        const value = { owner: ownerOf(params), id: params.assignment_id, isAtPeriodEnd }
        return changeOrPreview(input, { $case: 'cancelAssignment', value }, () =>
          input.services.assignments.cancelAssignment(value, input.call),
        )
      },
      view: shownOrPreview(nothing),
    }),

    suspend: setStatus('suspend', {
      summary: `Suspend a package of a ${kind} (operators)`,
      description:
        'The package does not count until it is reactivated; recorded usage remains. Its end does not move, so a suspended package can expire. A package that is suspended or has ended returns 409. Emits `package.suspended`.',
    }),

    reactivate: setStatus('reactivate', {
      summary: `Reactivate a suspended package of a ${kind} (operators)`,
      description:
        'The package counts again immediately, until its former end. A package that was cancelled for later before it was suspended is `cancelled` again. A package that is not suspended returns 409. Emits `package.reactivated`.',
    }),

    renew: operation({
      id: `${kind}-packages.renew`,
      summary: `Renew a package of a ${kind} (operators)`,
      description:
        'The package ends at `expires_at`, or by default one billing cycle after its present end; a package without an end keeps none. A base package still ends no later than the next one starts. The status does not change: a suspended package stays suspended. A package that is cancelled or has ended returns 409: assign it again. Emits `package.renewed`.',
      route: `POST ${each}/renew`,
      scope: 'write:entitlements',
      ...facts,
      output,
      body: renewBody,
      errors: ['STATE_CONFLICT'],
      run: ({ params, body, ...input }) => {
        const value = { owner: ownerOf(params), id: params.assignment_id, expiresAt: body.expires_at }
        return changeOrPreview(input, { $case: 'renewAssignment', value }, () =>
          input.services.assignments.renewAssignment(value, input.call),
        )
      },
      view: shownOrPreview(shown),
    }),
  }
}

export const namespacePackages = packagesOf('namespace')
export const workspacePackages = packagesOf('workspace')
