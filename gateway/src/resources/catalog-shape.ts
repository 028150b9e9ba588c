import {
  type Catalog,
  Feature,
  LostFeature,
  Package,
  Feature_Reset as Reset,
  Feature_Type as Type,
} from '@plinth/proto/tenancy/v1/catalog.ts'
import { z } from 'zod'
import { text } from '../operation/fields.ts'
import { includedWith, shownId, shownTime } from '../operation/shown.ts'
import { isoTime, type JsonObject } from '../operation/view.ts'
import { viewOf } from '../operation/view-of.ts'

const type = z.enum(['boolean', 'limit', 'unlimited'])
const reset = z
  .enum(['none', 'monthly', 'rolling'])
  .meta({ description: 'When usage is reset: never, each month, or after `rolling_days`.' })
const limit = z
  .union([z.int().min(0, { abort: true }), z.literal('unlimited')])
  .meta({ description: 'Number, or "unlimited". A boolean feature has no limit.' })
const granted = z.object({ code: z.string(), limit: limit.optional() })

const feature = z
  .object({
    code: z.string(),
    name: z.string(),
    type,
    unit: z.string().nullable().meta({ description: 'Unit of the limit. `bytes` is shown in binary units.' }),
    reset,
    rolling_days: z.int().nullable(),
    parent: z.string().nullable().meta({ description: 'Code of the feature whose pool this feature uses.' }),
    is_active: z.boolean().meta({ description: 'False: checks treat the feature as if it did not exist.' }),
  })
  .meta({ id: 'CatalogFeature' })
const bundle = z
  .object({
    code: z.string(),
    name: z.string(),
    is_base: z.boolean().meta({
      description:
        'True for a base package. An owner has one base package; other packages are add-ons whose limits are added.',
    }),
    is_stackable: z.boolean(),
    is_active: z.boolean().meta({ description: 'False: current assignments remain, and new assignments are refused.' }),
    features: z.array(granted),
  })
  .meta({ id: 'CatalogPackage' })

const shownFeature = {
  ...{ code: 'storage', name: 'Storage', type: 'limit', unit: 'bytes', reset: 'none', rolling_days: null },
  ...{ parent: null, is_active: true },
}
const shownPackage = {
  ...{ code: 'pro', name: 'Pro', is_base: true, is_stackable: false, is_active: true },
  features: [{ code: 'storage', limit: 53_687_091_200 }],
}
const row = { created_at: shownTime, updated_at: shownTime }
const shownRow = { created_at: '2026-01-05T09:58:12.431Z', updated_at: '2026-01-05T09:58:12.431Z' }

export const featureRow = feature
  .extend({ id: shownId, ...row })
  .meta({ id: 'Feature', examples: [{ id: 'feat_01kb0q3t5dexn8r0v6m2c7h9ak', ...shownFeature, ...shownRow }] })
const assignments = z
  .object({ count: z.int().min(0), is_exact: z.boolean() })
  .meta({ description: 'Current assignments, counted up to 1,000; `is_exact` is false if there are more.' })
export const packageRow = bundle
  .extend({ id: shownId, assignments: includedWith('assignments', assignments, ' (operators only).'), ...row })
  .meta({ id: 'Package', examples: [{ id: 'pkg_01kb0q3t5dexn8r0v6m2c7h9ak', ...shownPackage, ...shownRow }] })
export const catalogOutput = z
  .object({ features: z.array(feature), packages: z.array(bundle) })
  .meta({ id: 'Catalog', examples: [{ features: [shownFeature], packages: [shownPackage] }] })

const entry = z
  .object({ kind: z.enum(['feature', 'package']).meta({ description: 'What has the code.' }), code: z.string() })
  .meta({ id: 'CatalogChange' })
const lost = z
  .object({
    code: z.string(),
    packages: z.array(z.string()).meta({ description: 'Codes of the remaining packages that include it now.' }),
    owners: z.int().min(0).meta({
      description: 'Number of workspaces and namespaces with such a package, or with a boost of the feature.',
    }),
    owners_is_exact: z
      .boolean()
      .meta({ description: 'False if there are more than 1,000, where `owners` stops counting.' }),
  })
  .meta({ id: 'CatalogLostFeature' })
export const difference = z
  .object({
    added: z.array(entry),
    changed: z.array(entry),
    removed: z.array(entry),
    lost: z.array(lost).meta({
      description: 'Features that are removed or turned off and that packages or boosts include now.',
    }),
    dry_run: z.boolean(),
  })
  .meta({
    id: 'CatalogDifference',
    examples: [
      {
        added: [{ kind: 'feature', code: 'seats' }],
        changed: [{ kind: 'package', code: 'pro' }],
        removed: [{ kind: 'feature', code: 'storage' }],
        lost: [{ code: 'storage', packages: ['pro'], owners: 12, owners_is_exact: true }],
        dry_run: false,
      },
    ],
  })

const listMax = 1_000
const offered = z
  .boolean()
  .optional()
  .meta({ description: 'False: current assignments remain, and new assignments are refused.', default: true })
export const catalogBody = z
  .strictObject({
    features: z
      .array(
        z.strictObject({
          code: text(100).meta({ description: 'Lower-case words, separated by dots.' }),
          name: text(100).meta({ description: 'Name in messages.' }),
          type: type.meta({
            description: 'boolean: granted or not. limit: up to a number. unlimited: without a limit.',
          }),
          unit: text(50).nullish().meta({ description: 'Unit of the limit. `bytes` is shown in binary units.' }),
          reset: reset.optional().meta({
            description: 'When usage is reset: never, each month, or after `rolling_days`.',
            default: 'none',
          }),
          rolling_days: z
            .int()
            .min(1)
            .max(365)
            .nullish()
            .meta({ description: 'Days of a rolling reset. Default: 30.' }),
          parent: text(100).nullish().meta({ description: 'Code of the feature whose pool this feature uses.' }),
          is_active: z
            .boolean()
            .optional()
            .meta({ description: 'False: checks treat the feature as if it did not exist.', default: true }),
        }),
      )
      .max(listMax),
    packages: z
      .array(
        z.strictObject({
          code: text(50).meta({
            description:
              'Code for assignments. The package with the code of a tier is the default package of that tier.',
          }),
          name: text(100),
          is_base: z.boolean().optional().meta({
            description:
              'True for a base package. An owner has one base package; other packages are add-ons whose limits are added.',
            default: false,
          }),
          is_stackable: z
            .boolean()
            .optional()
            .meta({ description: 'True if an owner can have the add-on more than once.', default: true }),
          is_active: offered,
          features: z
            .array(
              z.strictObject({
                code: text(100).meta({ description: 'Code of a feature of this catalogue that has no parent.' }),
                limit: limit.optional(),
              }),
            )
            .max(listMax),
        }),
      )
      .max(listMax),
  })
  .meta({
    id: 'CatalogApply',
    examples: [
      {
        features: [{ code: 'storage', name: 'Storage', type: 'limit', unit: 'bytes' }],
        packages: [{ code: 'pro', name: 'Pro', is_base: true, features: [{ code: 'storage', limit: 53_687_091_200 }] }],
      },
    ],
  })

const typeNames = new Map<Type, string>([
  [Type.TYPE_BOOLEAN, 'boolean'],
  [Type.TYPE_LIMIT, 'limit'],
  [Type.TYPE_UNLIMITED, 'unlimited'],
])
const resetNames = new Map<Reset, string>([
  [Reset.RESET_NONE, 'none'],
  [Reset.RESET_MONTHLY, 'monthly'],
  [Reset.RESET_ROLLING, 'rolling'],
])

const featureView = viewOf(Feature, feature, {
  type: ({ type }) => typeNames.get(type),
  reset: ({ reset }) => resetNames.get(reset),
  rolling_days: ({ rollingDays }) => (rollingDays === 0 ? null : rollingDays),
})

const packageView = viewOf(Package, bundle, {
  features: ({ features }) =>
    features.map(({ code, grant }) => {
      if (grant === undefined) return { code }
      return { code, limit: grant.$case === 'limit' ? grant.value : 'unlimited' }
    }),
})

const timesOf = ({ createdAt, updatedAt }: Feature | Package): JsonObject => ({
  created_at: isoTime(createdAt),
  updated_at: isoTime(updatedAt),
})

export const featureRowView = (one: Feature): JsonObject => ({ id: one.id, ...featureView(one), ...timesOf(one) })
export const packageRowView = (one: Package): JsonObject => ({
  id: one.id,
  ...packageView(one),
  ...(one.assignments && { assignments: { count: one.assignments.count, is_exact: one.assignments.isExact } }),
  ...timesOf(one),
})
export const lostView = viewOf(LostFeature, lost)
export const catalogView = ({ features, packages }: Catalog): JsonObject => ({
  features: features.map((one) => featureView(one)),
  packages: packages.map((one) => packageView(one)),
})
