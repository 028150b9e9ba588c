import type { SystemClock } from '@plinth/kit/clock'
import {
  AssignmentsServiceService,
  type AssignPackageRequest,
  type EntitlementOwner,
} from '@plinth/proto/tenancy/v1/assignments.ts'
import {
  BoostsServiceService,
  Boost_Type as BoostType,
  type CreateBoostRequest,
  Boost_Duration as Duration,
} from '@plinth/proto/tenancy/v1/boosts.ts'
import {
  CatalogServiceService,
  type Feature,
  type PackageFeature,
  Feature_Reset as Reset,
  Feature_Type as Type,
} from '@plinth/proto/tenancy/v1/catalog.ts'
import { NamespacesServiceService } from '@plinth/proto/tenancy/v1/namespaces.ts'
import { asOperator, asUser, given, startTenancy } from './tenancy.ts'

export const ofNamespace = (id: string): EntitlementOwner => ({ owner: { $case: 'namespaceIdOrUuid', value: id } })
export const ofWorkspace = (id: string): EntitlementOwner => ({ owner: { $case: 'workspaceIdOrSlug', value: id } })
export const hourMs = 3_600_000
export const dayMs = 24 * hourMs

const feature = (code: string, fields: Partial<Feature> = {}): Feature => ({
  ...{ id: '', code, name: code, type: Type.TYPE_LIMIT, unit: '', reset: Reset.RESET_MONTHLY, rollingDays: 0 },
  ...{ parent: '', isActive: true },
  ...fields,
})
const bundle = (
  code: string,
  isBase: boolean,
  limits: Record<string, number | 'on' | 'unlimited'>,
  isStackable = true,
) => ({
  ...{ id: '', code, name: code.toUpperCase(), isBase, isStackable, isActive: code !== 'retired' },
  features: Object.entries(limits).map(([limited, grant]): PackageFeature => {
    if (grant === 'on') return { code: limited, grant: undefined }
    if (grant === 'unlimited') return { code: limited, grant: { $case: 'isUnlimited', value: true } }
    return { code: limited, grant: { $case: 'limit', value: grant } }
  }),
})

/** Tenancy with a catalogue for tests, a clock to move, and short ways to plans. */
export async function startPlans(clock?: SystemClock) {
  const tenancy = await startTenancy({}, clock)
  const { part } = tenancy
  const operator = { context: asOperator() }
  const assignments = part.dial('tenancy', AssignmentsServiceService)
  const boosts = part.dial('tenancy', BoostsServiceService)
  const namespaces = part.dial('tenancy', NamespacesServiceService)
  const catalog = {
    features: [
      feature('credits'),
      feature('chat', { parent: 'credits', name: 'Chat' }),
      feature('storage', { reset: Reset.RESET_NONE, unit: 'bytes', name: 'Storage' }),
      feature('mails', { reset: Reset.RESET_ROLLING, rollingDays: 2 }),
      feature('domains', { type: Type.TYPE_BOOLEAN, reset: Reset.RESET_NONE }),
      feature('exports', { type: Type.TYPE_UNLIMITED, reset: Reset.RESET_NONE }),
      feature('plinth.namespaces', { reset: Reset.RESET_NONE }),
      feature('plinth.webhooks', { reset: Reset.RESET_NONE }),
      feature('plinth.members', { reset: Reset.RESET_NONE }),
      feature('plinth.events', { reset: Reset.RESET_NONE }),
      feature('plinth.requests_burst', { reset: Reset.RESET_NONE }),
    ],
    packages: [
      bundle('small', true, { credits: 100, storage: 1_000, mails: 10, domains: 'on', 'plinth.namespaces': 3 }),
      bundle('large', true, { credits: 1_000, exports: 'unlimited' }),
      bundle('pro', true, { domains: 'on' }),
      bundle('solo', true, { 'plinth.members': 2, 'plinth.namespaces': 1 }, false),
      bundle('extra', false, { credits: 20 }),
      bundle('single', false, { credits: 7 }, false),
      bundle('retired', false, { credits: 1 }),
      bundle('calls', false, { 'plinth.requests_burst': 900 }),
    ],
  }
  await part.dial('tenancy', CatalogServiceService).applyCatalog({ catalog, isDryRun: false }, operator)

  const newOwner = async () => {
    const user = asUser()
    const workspace = await tenancy.create(user)
    const inWorkspace = { context: { ...user, workspaceId: workspace.id } }
    const listed = await namespaces.listNamespaces({}, inWorkspace)
    const namespace = given(listed.namespaces.find(({ ownerId }) => ownerId === workspace.id))
    const own = given(listed.namespaces.find(({ ownerId }) => ownerId === user.principal?.userId))
    return { user, workspace, namespace, own, inWorkspace }
  }
  return {
    ...tenancy,
    operator,
    assignments,
    boosts,
    namespaces,
    newOwner,
    assign: async (owner: EntitlementOwner, packageCode: string, fields: Partial<AssignPackageRequest> = {}) =>
      given((await assignments.assignPackage({ owner, packageCode, ...fields }, operator)).assignment),
    boost: async (owner: EntitlementOwner, fields: Partial<CreateBoostRequest> = {}) =>
      given(
        (
          await boosts.createBoost(
            {
              ...{ owner, feature: 'credits', type: BoostType.TYPE_ADD_LIMIT, limit: 50 },
              duration: Duration.DURATION_PERMANENT,
              ...fields,
            },
            operator,
          )
        ).boost,
      ),
    held: async (owner: EntitlementOwner) =>
      (await assignments.listAssignments({ owner }, operator)).assignments.map((one) => [one.packageCode, one.status]),
    logOf: async (ownerId: string) => {
      const rows = await part.database.query<{ action: string; actor_id: string }>({
        text: 'SELECT action, actor_id FROM entitlement_log WHERE owner_id = $1 ORDER BY created_at, id',
        values: [ownerId],
      })
      return rows.map(({ action }) => action)
    },
  }
}

export type Plans = Awaited<ReturnType<typeof startPlans>>
