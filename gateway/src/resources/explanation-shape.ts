import { type Decision, DecisionStep } from '@plinth/proto/tenancy/v1/entitlements.ts'
import { CountedUse, GrantSource, Remedy } from '@plinth/proto/tenancy/v1/explanations.ts'
import { z } from 'zod'
import { fail } from '../errors.ts'
import { shownId, shownTime } from '../operation/shown.ts'
import { type JsonObject, textOrNull } from '../operation/view.ts'
import { viewOf } from '../operation/view-of.ts'

const levelName = z.enum(['namespace', 'workspace', 'tier'])
const ownerId = shownId.meta({ description: 'ID of the namespace, workspace or user.' })

/** A limit as plans state it. */
export const grant = z
  .union([z.int(), z.enum(['unlimited', 'on'])])
  .meta({ description: 'A limit, `unlimited`, or `on` for a boolean feature.' })

const source = z
  .object({
    id: shownId.meta({ description: 'ID of the assigned package, of the boost, or of the package of the tier.' }),
    kind: z.enum(['package', 'boost', 'tier']).meta({ description: 'What grants it.' }),
    code: z.string().meta({ description: 'Code of the package, or of the feature of the boost.' }),
    name: z.string(),
    status: z.enum(['active', 'suspended', 'cancelled', 'expired']).meta({ description: 'Its status now.' }),
    starts_at: shownTime.nullable(),
    expires_at: shownTime.nullable(),
    grants: grant.meta({
      description: 'Amount that it adds. The limit is the sum of the counted amounts of the level that decided.',
    }),
    is_counted: z.boolean(),
    reason: z.string().nullable().meta({
      description:
        'Reason why it is not counted: `NOT_STARTED`, `PACKAGE_SUSPENDED`, `PACKAGE_EXPIRED`, `PACKAGE_CANCELLED` or `BOOST_EXPIRED`.',
    }),
  })
  .meta({ id: 'EntitlementSource' })

export const level = z
  .object({
    level: levelName,
    owner_id: shownId,
    considered: z
      .array(shownId)
      .meta({ description: 'IDs of the packages and boosts of this level that concern the feature.' }),
    passed_over_because: z.string().nullable().meta({ description: 'Null if this level decided.' }),
    sources: z.array(source).meta({ description: 'Packages and boosts that concern the feature, counted or not.' }),
  })
  .meta({ id: 'EntitlementLevel' })

const counted = z
  .object({
    level: levelName,
    owner_id: ownerId,
    pool: z.string().meta({ description: 'Code of the feature whose pool is used.' }),
    window_start: shownTime.nullable(),
    window_end: shownTime.nullable(),
    used: z.int(),
    reserved: z.int(),
  })
  .meta({ id: 'EntitlementCounted', description: 'Pool and window in which usage counts.' })

const remedy = z
  .object({
    kind: z
      .enum(['boost', 'reactivate', 'assign', 'wait'])
      .meta({ description: 'What to do: requests of an operator, or `wait`.' }),
    owner_type: z.enum(['namespace', 'workspace']).nullable().meta({ description: 'Whose plan changes.' }),
    owner_id: shownId.nullable(),
    assignment_id: shownId.nullable().meta({
      description: 'Assigned package to reactivate. If it is null, `reactivate` means the workspace.',
    }),
    package: z.string().nullable().meta({ description: 'Code of the package to assign or reactivate.' }),
    boost: z
      .object({
        feature: z.string(),
        type: z.enum(['add_limit', 'enable']),
        limit: z.int().optional(),
        duration: z.enum(['permanent']).meta({ description: 'The boost has no end.' }),
      })
      .nullable()
      .meta({ description: 'Body of the smallest boost that suffices.' }),
    until: shownTime
      .nullable()
      .meta({ description: 'With `wait`: time at which the check is allowed, if nothing is used until then.' }),
  })
  .meta({ id: 'EntitlementRemedy' })

/** Fields that `explain=true` adds to a decision. */
export const explained = {
  counted: counted.nullable().optional().meta({
    description: 'With explain=true: where usage counts. Null if no level includes the feature.',
  }),
  remedies: z.array(remedy).optional().meta({
    description:
      'With explain=true: changes, each of which allows this check by itself. Empty if the check is allowed.',
  }),
}

export function explanationView({ steps, explanation }: Decision): JsonObject {
  if (explanation === undefined) return {}
  const { counted, remedies } = explanation
  return {
    ...(steps.length === 0 ? {} : { chain: steps.map((one) => levelView(one)) }),
    counted: counted === undefined ? null : countedView(counted),
    remedies: remedies.map((one) => remedyView(one)),
  }
}

const sourceView = viewOf(GrantSource, source, {
  grants: ({ grant }) => grantView(grant),
  is_counted: ({ reason }) => reason === '',
})

const levelView = viewOf(DecisionStep, level, {
  sources: ({ sources }) => sources.map((one) => sourceView(one)),
})

/** As the schema `grant` says. */
export function grantView(given: GrantSource['grant']): number | string {
  if (given === undefined) throw fail.brokenContract('what a plan grants')
  if (given.$case === 'limit') return given.value
  return given.$case === 'isOn' ? 'on' : 'unlimited'
}

const countedView = viewOf(CountedUse, counted)

const remedyView = viewOf(Remedy, remedy, {
  package: ({ packageCode }) => textOrNull(packageCode),
  boost: ({ kind, feature, boostType, limit }) =>
    kind === 'boost' ? { feature, type: boostType, limit, duration: 'permanent' } : null,
})
