import type { Decision, DecisionStep } from '@plinth/proto/tenancy/v1/entitlements.ts'
import type { CountedUse, GrantSource, Remedy } from '@plinth/proto/tenancy/v1/explanations.ts'
import { z } from 'zod'
import { fail } from '../errors.ts'
import { shownId, shownTime } from '../operation/shown.ts'
import { isoTime, type JsonObject, textOrNull } from '../operation/view.ts'

const levelName = z.enum(['namespace', 'workspace', 'tier'])
const ownerId = shownId.meta({ description: 'ID of the namespace, workspace or user.' })

/** A limit as plans state it. */
export const grant = z
  .union([z.int(), z.enum(['unlimited', 'on'])])
  .meta({ description: 'A limit, `unlimited`, or `on` for a boolean feature.' })

const source = z
  .object({
    id: shownId.meta({ description: 'ID of the assigned package, of the boost, or of the package of the tier.' }),
    kind: z.enum(['package', 'boost', 'tier']),
    code: z.string().meta({ description: 'Code of the package, or of the feature of the boost.' }),
    name: z.string(),
    status: z.enum(['active', 'suspended', 'cancelled', 'expired']),
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
    kind: z.enum(['boost', 'reactivate', 'assign', 'wait']),
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
        duration: z.enum(['permanent']),
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
    ...(steps.length === 0 ? {} : { chain: steps.map(levelView) }),
    counted: counted === undefined ? null : countedView(counted),
    remedies: remedies.map(remedyView),
  }
}

const levelView = ({ level, ownerId, considered, passedOverBecause, sources }: DecisionStep): JsonObject => ({
  level,
  owner_id: ownerId,
  considered,
  passed_over_because: textOrNull(passedOverBecause),
  sources: sources.map(sourceView),
})

const sourceView = (given: GrantSource): JsonObject => ({
  id: given.id,
  kind: given.kind,
  code: given.code,
  name: given.name,
  status: given.status,
  starts_at: isoTime(given.startsAt),
  expires_at: isoTime(given.expiresAt),
  grants: grantView(given.grant),
  is_counted: given.reason === '',
  reason: textOrNull(given.reason),
})

/** As the schema `grant` says. */
export function grantView(given: GrantSource['grant']): number | string {
  if (given === undefined) throw fail.brokenContract('what a plan grants')
  if (given.$case === 'limit') return given.value
  return given.$case === 'isOn' ? 'on' : 'unlimited'
}

const countedView = (given: CountedUse): JsonObject => ({
  level: given.level,
  owner_id: given.ownerId,
  pool: given.pool,
  window_start: isoTime(given.windowStart),
  window_end: isoTime(given.windowEnd),
  used: given.used,
  reserved: given.reserved,
})

const remedyView = ({ kind, limit, ...given }: Remedy): JsonObject => ({
  kind,
  owner_type: textOrNull(given.ownerType),
  owner_id: textOrNull(given.ownerId),
  assignment_id: textOrNull(given.assignmentId),
  package: textOrNull(given.packageCode),
  boost:
    kind === 'boost'
      ? {
          feature: given.feature,
          type: given.boostType,
          ...(limit === undefined ? {} : { limit }),
          duration: 'permanent',
        }
      : null,
  until: isoTime(given.until),
})
