import { Boost_Type as BoostType, Boost_Duration as Duration } from '@plinth/proto/tenancy/v1/boosts.ts'
import type { Decision } from '@plinth/proto/tenancy/v1/entitlements.ts'
import type { Remedy } from '@plinth/proto/tenancy/v1/explanations.ts'
import fc from 'fast-check'
import type { startLedger } from './ledger.ts'
import { hourMs, ofNamespace, ofWorkspace } from './plans.ts'

export type LedgerPlans = Awaited<ReturnType<typeof startLedger>>

const span = {
  on: fc.constantFrom('namespace' as const, 'workspace' as const),
  startsInHours: fc.constantFrom(0, 0, 0, 5, 80),
  lastsHours: fc.constantFrom(undefined, undefined, 3, 60, 24 * 45),
}
const assignment = fc.record({
  kind: fc.constant('assign' as const),
  package: fc.constantFrom('small', 'large', 'pro', 'extra', 'extra', 'single', 'calls'),
  afterwards: fc.constantFrom('nothing' as const, 'nothing' as const, 'suspend' as const, 'cancel' as const),
  ...span,
})
const boost = fc.record({
  kind: fc.constant('boost' as const),
  feature: fc.constantFrom('credits', 'chat', 'mails', 'storage', 'domains', 'exports'),
  limit: fc.integer({ min: 1, max: 90 }),
  isUnlimited: fc.nat({ max: 5 }).map((chance) => chance === 0),
  ...span,
})
const use = fc.record({
  kind: fc.constant('use' as const),
  feature: fc.constantFrom('credits', 'mails', 'mails', 'storage'),
  quantity: fc.integer({ min: 1, max: 60 }),
})
const reserve = fc.record({ kind: fc.constant('reserve' as const), feature: fc.constant('credits') })
const travel = fc.record({ kind: fc.constant('travel' as const), hours: fc.constantFrom(1, 7, 30) })
const suspension = fc.record({ kind: fc.constant('suspend workspace' as const) })

/** Events in the life of a customer, in order. */
export const histories = fc.array(
  fc.oneof(
    { arbitrary: assignment, weight: 5 },
    { arbitrary: boost, weight: 3 },
    { arbitrary: use, weight: 4 },
    { arbitrary: reserve, weight: 1 },
    { arbitrary: travel, weight: 1 },
    { arbitrary: suspension, weight: 1 },
  ),
  { minLength: 1, maxLength: 7 },
)
type Happening = Assumed<typeof histories>[number]
type Assumed<T> = T extends fc.Arbitrary<infer Value> ? Value : never

/** A clock that only goes forward, shared by all that happens in a file. */
export function travels(t: LedgerPlans) {
  let byMs = 0
  return async (ms: number): Promise<void> => {
    byMs += ms
    await t.travel(byMs)
  }
}

/** Makes a customer to whom this happened. A refused change leaves no trace, as for any caller. */
export async function customerOf(
  t: LedgerPlans,
  goOn: (ms: number) => Promise<void>,
  history: readonly Happening[],
  isOwn: boolean,
) {
  const { workspace, namespace: shared, own } = await t.newOwner()
  const namespace = isOwn ? own : shared
  for (const happening of history)
    await happen(t, goOn, happening, { namespaceId: namespace.id, workspaceId: workspace.id }).catch(refused)
  return { workspace, namespace }
}

async function happen(
  t: LedgerPlans,
  goOn: (ms: number) => Promise<void>,
  one: Happening,
  { namespaceId, workspaceId }: { namespaceId: string; workspaceId: string },
): Promise<void> {
  if (one.kind === 'use') return void (await t.record(namespaceId, one.feature, one.quantity))
  if (one.kind === 'reserve') return void (await t.reserve(namespaceId, one.feature, 5, 86_400))
  if (one.kind === 'travel') return goOn(one.hours * hourMs)
  if (one.kind === 'suspend workspace')
    return void (await t.workspaces.suspendWorkspace({ idOrSlug: workspaceId, reason: '' }, t.operator))
  const owner = one.on === 'namespace' ? ofNamespace(namespaceId) : ofWorkspace(workspaceId)
  const startsAt = one.startsInHours === 0 ? undefined : new Date(t.now().getTime() + one.startsInHours * hourMs)
  const endsAt = (startsAt ?? t.now()).getTime() + (one.lastsHours ?? 0) * hourMs
  const expiresAt = one.lastsHours === undefined ? undefined : new Date(endsAt)
  if (one.kind === 'assign') {
    const { id } = await t.assign(owner, one.package, { startsAt, expiresAt })
    if (one.afterwards === 'suspend') await t.assignments.suspendAssignment({ owner, id }, t.operator)
    if (one.afterwards === 'cancel')
      await t.assignments.cancelAssignment({ owner, id, isAtPeriodEnd: false }, t.operator)
    return
  }
  const isOn = one.feature === 'domains' || one.feature === 'exports'
  const type = one.isUnlimited && one.feature !== 'domains' ? BoostType.TYPE_UNLIMITED : BoostType.TYPE_ADD_LIMIT
  const duration = expiresAt === undefined ? Duration.DURATION_PERMANENT : Duration.DURATION_UNTIL
  await t.boost(owner, {
    ...{ feature: one.feature, type: isOn ? BoostType.TYPE_ENABLE : type, duration, startsAt, expiresAt },
    limit: !isOn && type === BoostType.TYPE_ADD_LIMIT ? one.limit : 0,
  })
}

/** Does what a remedy says, as an operator who presses its button. */
export async function apply(t: LedgerPlans, goOn: (ms: number) => Promise<void>, remedy: Remedy): Promise<void> {
  const { kind, ownerType, ownerId, assignmentId: id, packageCode, feature } = remedy
  const owner = ownerType === 'namespace' ? ofNamespace(ownerId) : ofWorkspace(ownerId)
  if (kind === 'wait') return goOn(Math.max(0, (remedy.until?.getTime() ?? Number.NaN) - t.now().getTime() + 1))
  if (kind === 'assign') return void (await t.assign(owner, packageCode))
  if (kind === 'reactivate' && id !== '')
    return void (await t.assignments.reactivateAssignment({ owner, id }, t.operator))
  if (kind === 'reactivate')
    return void (await t.workspaces.reactivateWorkspace({ idOrSlug: ownerId, reason: '' }, t.operator))
  const type = remedy.boostType === 'enable' ? BoostType.TYPE_ENABLE : BoostType.TYPE_ADD_LIMIT
  await t.boost(owner, { feature, type, limit: remedy.limit ?? 0 })
}

/** The sum of the counted sources of the level that decided. */
export function sumOf({ steps }: Decision): number | 'unlimited' | 'on' | undefined {
  const grants =
    steps
      .at(-1)
      ?.sources.filter(({ reason }) => reason === '')
      .map(({ grant }) => grant) ?? []
  if (grants.length === 0) return undefined
  if (grants.some((grant) => grant?.$case === 'isOn')) return 'on'
  if (grants.some((grant) => grant?.$case === 'isUnlimited')) return 'unlimited'
  return grants.reduce((sum, grant) => sum + (grant?.$case === 'limit' ? grant.value : Number.NaN), 0)
}

/** Some changes do not go together, which the service says. */
function refused(thrown: unknown): void {
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : undefined
  if (code !== 'VALIDATION_ERROR' && code !== 'STATE_CONFLICT') throw thrown
}
