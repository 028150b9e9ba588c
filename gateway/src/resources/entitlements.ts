import { eventIdLengthMax } from '@plinth/kit/field-limits'
import {
  type BatchCheckEntitlementsResponse,
  type CheckEntitlementResponse,
  Consistency,
  type ConsumeEntitlementResponse,
  type ReconcileUsageResponse,
} from '@plinth/proto/tenancy/v1/entitlements.ts'
import type { ReserveEntitlementResponse } from '@plinth/proto/tenancy/v1/reservations.ts'
import { z } from 'zod'
import { fail } from '../errors.ts'
import { entryBounds } from '../operation/entry-counts.ts'
import { metadata, text } from '../operation/fields.ts'
import { createdFilters, searchedInPart } from '../operation/list-spec.ts'
import { operation } from '../operation/operation.ts'
import { bare, many } from '../operation/view.ts'
import * as shape from './entitlement-shape.ts'
import { givenText, isAsked } from './given-parameters.ts'
import { ownUseFor } from './own-use.ts'

export const base = '/namespaces/{namespace_id}/entitlements'
const feature = text(100).min(1)
const quantity = z.int().min(1).default(1).meta({ description: 'Amount, in the unit of the feature.' })
export const eventId = text(eventIdLengthMax).min(1).optional().meta({
  description:
    'ID chosen by the caller, unique per namespace and feature for 35 days. Any characters are allowed; `POST /events` takes only 1 to 100 printable ASCII characters.',
})
const consistency = z.enum(['strong', 'fast']).default('strong').meta({
  description:
    '`strong` reads the current balance. `fast` may return a slightly older result; `as_of` and `exact` describe it.',
})
const consistencies = { strong: Consistency.CONSISTENCY_STRONG, fast: Consistency.CONSISTENCY_FAST } as const
const facts = { context: 'none' } as const
const checksMax = 100
// The document has the maximum; larger requests are refused with a code of their own.
const checks = z
  .array(z.strictObject({ feature, quantity }))
  .min(1)
  .meta({ maxItems: checksMax })
  .register(entryBounds, { entriesMax: checksMax, tooMany: () => fail.batchTooLarge('checks', checksMax) })
// They look at 10,000 records, or add up all of two days.
const lists = { scope: 'read:entitlements', isHeavy: true, ...facts } as const

export const entitlements = {
  check: operation({
    id: 'entitlements.check',
    summary: 'Check whether a quantity of a feature is available',
    description: 'Does not consume. A denial by the plan is a normal response, not an error.',
    route: `POST ${base}/check`,
    ...facts,
    scope: 'read:entitlements',
    output: shape.checked,
    isBare: true,
    query: {
      explain: {
        kind: 'boolean',
        description:
          'Adds the evaluated levels with their packages and boosts, where usage counts, and what would allow the check.',
      },
      diagnosis: {
        kind: 'boolean',
        description:
          'For operators: the check looks for the reason of a refusal, and is not one. It stands in neither the refusals of the request log nor the counts of denials.',
      },
    },
    body: z
      .strictObject({ feature, quantity, consistency })
      .meta({ id: 'EntitlementCheck', examples: [{ feature: 'storage', quantity: 1_073_741_824 }] }),
    run: async ({ services, params, body: { feature, quantity, consistency }, list, caller, call, ask }) => {
      if (isAsked(list, 'diagnosis') && !caller.principal.isOperator) throw fail.operatorsOnly()
      const how = { consistency: consistencies[consistency], isExplained: isAsked(list, 'explain') }
      const ownUse = await ownUseFor([feature], params.namespace_id, services, ask)
      const asked = { namespaceIdOrUuid: params.namespace_id, feature, quantity, ...how, ownUse }
      return services.entitlements.checkEntitlement(asked, call)
    },
    denialOf: ({ decision }, asked, list) => (isAsked(list, 'diagnosis') ? undefined : shape.denialOf(decision, asked)),
    view: bare(({ decision }: CheckEntitlementResponse) => shape.decisionView(decision)),
  }),

  checkBatch: operation({
    id: 'entitlements.check-batch',
    summary: 'Check up to 100 features at once',
    description:
      'Decides each check as `POST …/check` does, and returns the decisions in the order of `checks`. Nothing is consumed, so two checks of one pool each see all that is available. A denial by the plan is an entry with `allowed: false`. More than 100 checks return 422 `BATCH_TOO_LARGE`. The request counts as one call.',
    route: `POST ${base}/check/batch`,
    ...facts,
    scope: 'read:entitlements',
    output: shape.checkedMany,
    isBare: true,
    body: z.strictObject({ checks, consistency }).meta({
      id: 'EntitlementCheckBatch',
      examples: [{ checks: [{ feature: 'storage' }, { feature: 'api_calls' }] }],
    }),
    errors: ['BATCH_TOO_LARGE'],
    run: async ({ services, params, body: { checks, consistency }, call, ask }) => {
      const features = checks.map(({ feature }) => feature)
      const ownUse = await ownUseFor(features, params.namespace_id, services, ask)
      const asked = { namespaceIdOrUuid: params.namespace_id, checks, consistency: consistencies[consistency], ownUse }
      return services.entitlements.batchCheckEntitlements(asked, call)
    },
    // Of several, the first.
    denialOf: ({ decisions }, { checks }) => {
      const at = decisions.findIndex(({ isAllowed }) => !isAllowed)
      return shape.denialOf(decisions[at], checks[at])
    },
    view: bare(({ decisions }: BatchCheckEntitlementsResponse) => ({ data: decisions.map(shape.decisionView) })),
  }),

  consume: operation({
    id: 'entitlements.consume',
    summary: 'Consume a quantity of a feature, if the plan allows it',
    description:
      'Checks and records in one step: concurrent calls never exceed a limit. A denial is 200 with `allowed: false`, and records nothing. A repeated `event_id` is counted once and returns the first response; with another quantity it returns 422. Usage that reaches 80 or 90 percent of the limit emits `entitlement.limit_warning`, and 100 percent `entitlement.limit_reached`.',
    route: `POST ${base}/consume`,
    ...facts,
    scope: 'write:entitlements',
    output: shape.consumed,
    isBare: true,
    isUsage: true,
    body: z
      .strictObject({
        feature,
        quantity,
        event_id: eventId,
        metadata: metadata.optional().meta({ description: 'Your own pairs of strings, kept with the usage record.' }),
      })
      .meta({ id: 'EntitlementConsume', examples: [{ feature: 'api_calls', quantity: 1 }] }),
    run: ({ services, params, body: { feature, quantity, event_id: eventId = '', metadata = {} }, call }) => {
      const use = { namespaceIdOrUuid: params.namespace_id, feature, quantity, eventId, metadata }
      return services.usage.consumeEntitlement(use, call)
    },
    denialOf: ({ decision }, asked) => shape.denialOf(decision, asked),
    view: bare(({ decision, usageId }: ConsumeEntitlementResponse) => ({
      ...shape.decisionView(decision),
      usage_id: usageId === '' ? null : usageId,
    })),
  }),

  reserve: operation({
    id: 'entitlements.reserve',
    summary: 'Reserve a quantity of a feature for a limited time',
    description:
      'No other call can use the quantity until the reservation is committed, is released or expires after `ttl_seconds`. A reservation that expires counts nothing. A denial is 200 with `allowed: false` and without `reservation`. There is no `event_id`: send an Idempotency-Key, so that a retry does not reserve again.',
    route: `POST ${base}/reserve`,
    ...facts,
    scope: 'write:entitlements',
    output: shape.reserved,
    isBare: true,
    isUsage: true,
    reserves: { commit: 'entitlements.commit-reservation', release: 'entitlements.release-reservation' },
    body: z
      .strictObject({ feature, quantity: z.int().min(1), ttl_seconds: z.int().min(1).max(86_400) })
      .meta({ id: 'EntitlementReserve', examples: [{ feature: 'api_calls', quantity: 20, ttl_seconds: 3_600 }] }),
    run: ({ services, params, body: { feature, quantity, ttl_seconds: ttlSeconds }, call }) => {
      const use = { namespaceIdOrUuid: params.namespace_id, feature, quantity, ttlSeconds }
      return services.reservations.reserveEntitlement(use, call)
    },
    denialOf: ({ decision }, asked) => shape.denialOf(decision, asked),
    view: bare(({ decision, reservation }: ReserveEntitlementResponse) => ({
      ...shape.decisionView(decision),
      ...(reservation === undefined ? {} : { reservation: shape.reservationView(reservation) }),
    })),
  }),

  reconcile: operation({
    id: 'entitlements.reconcile',
    summary: 'Reconcile the balances with the recorded usage',
    description:
      'Compares each balance in which usage of the namespace can count with the sum of its usage records: `ok` is true if they are equal. A pool that namespaces share has the usage of all of them. Nothing is corrected. Returns at most 1,000 balances, for each feature those of the newest windows first.',
    ...lists,
    route: `GET ${base}/reconcile`,
    output: shape.proof,
    isBare: true,
    query: {
      feature: {
        kind: 'text',
        description:
          'Reconciles only this feature. If very many records must first be rolled up, calls return 503 until that is done; each call continues where the previous one stopped.',
      },
    },
    run: ({ services, params, list, call }) => {
      const asked = { namespaceIdOrUuid: params.namespace_id, feature: givenText(list, 'feature') }
      return services.usage.reconcileUsage(asked, call)
    },
    view: bare(({ balances }: ReconcileUsageResponse) => ({ data: balances.map((one) => shape.balanceView(one)) })),
  }),

  log: operation({
    id: 'entitlements.list-log',
    summary: 'List all changes of packages, boosts and usage',
    description: `The log has the packages and boosts of the namespace and of its paying workspace, and \`usage.recorded\` for each usage record. ${searchedInPart('`action` and `feature`')}`,
    ...lists,
    route: `GET ${base}/log`,
    output: shape.logRow,
    list: {
      filters: { action: { kind: 'text' }, feature: { kind: 'text' }, ...createdFilters },
      sorts: ['created_at'],
      isAppendOnly: true,
    },
    run: ({ services, params, list, call }) =>
      services.usage.listEntitlementLog(
        { namespaceIdOrUuid: params.namespace_id, workspaceIdOrSlug: '', query: list },
        call,
      ),
    view: many('entries', shape.logView),
  }),

  listUsage: operation({
    id: 'entitlements.list-usage',
    summary: 'List usage records',
    description: searchedInPart('`feature`'),
    ...lists,
    route: `GET ${base}/usage`,
    output: shape.usageRow,
    list: {
      filters: { feature: { kind: 'text' }, event_id: { kind: 'text' }, ...createdFilters },
      sorts: ['created_at'],
      isAppendOnly: true,
    },
    run: ({ services, params, list, call }) =>
      services.usage.listUsage({ namespaceIdOrUuid: params.namespace_id, query: list }, call),
    view: many('records', shape.usageRowView),
  }),
}
