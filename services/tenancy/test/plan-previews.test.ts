import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { EntitlementOwner } from '@plinth/proto/tenancy/v1/assignments.ts'
import { Boost_Type as BoostType, Boost_Duration as Duration } from '@plinth/proto/tenancy/v1/boosts.ts'
import {
  type PlanGrant,
  PlanPreviewsServiceService as PlanPreviews,
  type PreviewPlanChangeRequest,
} from '@plinth/proto/tenancy/v1/plan_previews.ts'
import { eventually, make } from '@plinth/testkit'
import fc from 'fast-check'
import { endWhatIsOver } from '../src/jobs/plan-expiry.ts'
import { startLedger } from './ledger.ts'
import { ofWorkspace as ownedByWorkspace, wanted } from './namespaces.ts'
import { customerOf, histories, type LedgerPlans, travels } from './plan-worlds.ts'
import { hourMs, ofNamespace, ofWorkspace } from './plans.ts'
import { asOperator, asUser, given } from './tenancy.ts'

type Change = NonNullable<PreviewPlanChangeRequest['change']>

const momentMs = 20_000
let t: LedgerPlans
let goOn: (ms: number) => Promise<void>
before(async () => {
  t = await startLedger()
  goOn = travels(t)
})

const preview = async (change: Change, context = asOperator()) =>
  t.part.dial('tenancy', PlanPreviews).previewPlanChange({ change }, { context })

const wish = fc.record({
  kind: fc.constantFrom(
    'assign',
    'assign',
    'cancel',
    'suspend',
    'reactivate',
    'renew',
    'boost',
    'boost',
    'unboost',
    'unboost',
  ),
  package: fc.constantFrom('small', 'large', 'pro', 'extra', 'single', 'solo'),
  feature: fc.constantFrom('credits', 'mails', 'storage', 'domains', 'exports'),
  limit: fc.integer({ min: 1, max: 90 }),
  startsInHours: fc.constantFrom(0, 0, 0, 4),
  lastsHours: fc.constantFrom(undefined, undefined, 9, 24 * 20),
  isAtPeriodEnd: fc.boolean(),
  on: fc.constantFrom('namespace' as const, 'workspace' as const),
  which: fc.nat(),
})
type Wish = typeof wish extends fc.Arbitrary<infer Value> ? Value : never

/** The change that was wished for, of what the owner holds; undefined when it holds nothing like that. */
async function changeOf(one: Wish, owner: EntitlementOwner): Promise<Change | undefined> {
  const startsAt = one.startsInHours === 0 ? undefined : new Date(t.now().getTime() + one.startsInHours * hourMs)
  const endsAt = (startsAt ?? t.now()).getTime() + (one.lastsHours ?? 0) * hourMs + (one.which % hourMs)
  const expiresAt = one.lastsHours === undefined ? undefined : new Date(endsAt)
  if (one.kind === 'assign')
    return { $case: 'assignPackage', value: { owner, packageCode: one.package, startsAt, expiresAt } }
  if (one.kind === 'boost') {
    const isOn = one.feature === 'domains' || one.feature === 'exports'
    const type = isOn ? BoostType.TYPE_ENABLE : BoostType.TYPE_ADD_LIMIT
    const duration = expiresAt === undefined ? Duration.DURATION_CYCLE : Duration.DURATION_UNTIL
    const about = { owner, feature: one.feature, type, limit: isOn ? 0 : one.limit }
    return { $case: 'createBoost', value: { ...about, duration, startsAt, expiresAt } }
  }
  const held =
    one.kind === 'unboost'
      ? (await t.boosts.listBoosts({ owner }, t.operator)).boosts
      : (await t.assignments.listAssignments({ owner }, t.operator)).assignments
  const fitting = held.filter(({ status }) => status === (one.kind === 'reactivate' ? 'suspended' : 'active'))
  const id = fitting[one.which % fitting.length]?.id
  if (id === undefined) return undefined
  const value = { owner, id }
  if (one.kind === 'unboost') return { $case: 'deleteBoost', value }
  if (one.kind === 'cancel') return { $case: 'cancelAssignment', value: { ...value, isAtPeriodEnd: one.isAtPeriodEnd } }
  if (one.kind === 'renew') return { $case: 'renewAssignment', value: { ...value, expiresAt } }
  return { $case: one.kind === 'suspend' ? 'suspendAssignment' : 'reactivateAssignment', value }
}

async function perform({ $case, value }: Change): Promise<unknown> {
  if ($case === 'createBoost') return t.boosts.createBoost(value, t.operator)
  if ($case === 'deleteBoost') return t.boosts.deleteBoost(value, t.operator)
  if ($case === 'assignPackage') return t.assignments.assignPackage(value, t.operator)
  if ($case === 'cancelAssignment') return t.assignments.cancelAssignment(value, t.operator)
  if ($case === 'renewAssignment') return t.assignments.renewAssignment(value, t.operator)
  return t.assignments[$case](value, t.operator)
}

/** Each feature of an owner as it is now, from other calls than previews. */
async function measure(owner: EntitlementOwner, probeId: string) {
  const checks = codes.map((feature) => ({ feature, quantity: 1 }))
  const asked = { namespaceIdOrUuid: probeId, checks, consistency: 0 as const }
  const [{ entitlements }, { decisions }] = await Promise.all([
    t.entitlements.listEntitlements({ owner, isComplete: false }, t.operator),
    t.entitlements.batchCheckEntitlements(asked, t.operator),
  ])
  const refused = new Map(codes.map((code, place) => [code, decisions[place]?.isAllowed === false]))
  const rows = entitlements.map(({ feature, limit, isUnlimited, used }) => [
    feature,
    { grant: isUnlimited ? 'unlimited' : (limit ?? 'on'), used, wouldRefuse: refused.get(feature) },
  ])
  return Object.fromEntries(rows) as Record<string, { grant: unknown; used: number; wouldRefuse: boolean }>
}
const codes = ['credits', 'chat', 'storage', 'mails', 'domains', 'exports']
codes.push('plinth.namespaces', 'plinth.webhooks', 'plinth.members', 'plinth.requests_burst')

const grantOf = (given: PlanGrant | undefined) =>
  given?.grant === undefined
    ? undefined
    : { limit: given.grant.value, isUnlimited: 'unlimited', isOn: 'on' }[given.grant.$case]

/** All rows that a change writes, and those that an Idempotency-Key writes. */
async function everything(ownerIds: string[]) {
  const rows = (table: string) =>
    `(SELECT md5(string_agg(x::text, ',' ORDER BY x::text)) FROM ${table} x WHERE owner_id = ANY ($1)) AS ${table}`
  return t.part.database.query({
    text: `SELECT ${['package_assignment', 'boost', 'entitlement_log'].map(rows).join(', ')},
      (SELECT count(*) FROM outbox WHERE subject LIKE ANY ($2)) AS events, (SELECT count(*) FROM idempotency_key) AS keys`,
    values: [ownerIds, ownerIds.map((id) => `%.${id}.%`)],
  })
}

/** Ends what is over; the job of the part may hold some of it, and is waited for. */
async function untilEnded(ownerIds: string[]): Promise<void> {
  const overdue = ['package_assignment', 'boost'].map(
    (table) => `SELECT FROM ${table} WHERE owner_id = ANY ($1) AND ended_at IS NULL AND expires_at <= plinth_now()`,
  )
  await eventually(async () => {
    await endWhatIsOver({ database: t.part.database, clock: t.part.clock })
    const left = await t.part.database.query({ text: overdue.join(' UNION ALL '), values: [ownerIds] })
    assert.equal(left.length, 0)
  })
}

/** False when something else begins or ends within a moment: what is measured then is not of that moment. */
async function isQuiet(ownerIds: string[], at: Date): Promise<boolean> {
  const span = `BETWEEN $2::timestamptz AND $2::timestamptz + interval '${momentMs} ms'`
  const starts = (
    table: string,
  ) => `SELECT starts_at AS turns FROM ${table} WHERE owner_id = ANY ($1) AND starts_at > $2
    UNION ALL SELECT expires_at FROM ${table} WHERE owner_id = ANY ($1) AND expires_at > $2`
  const rows = await t.part.database.query({
    text: `SELECT FROM (${starts('package_assignment')} UNION ALL ${starts('boost')}) AS turning WHERE turns ${span}`,
    values: [ownerIds, at],
  })
  return rows.length === 0 && hourMs - (at.getTime() % hourMs) > momentMs
}

describe('PreviewPlanChange', () => {
  it('shows before 200 generated changes the difference that is measured after, and leaves nothing behind', async () => {
    const compared = new Map<string, number>()
    const changes = fc.array(wish, { minLength: 24, maxLength: 24 })
    const compare = async (one: Wish, owner: EntitlementOwner, probeId: string, ownerIds: string[]) => {
      const change = await changeOf(one, owner)
      if (change === undefined) return
      const now = t.now()
      await untilEnded(ownerIds)
      if (!(await isQuiet(ownerIds, now))) return
      const [measuredBefore, rows] = await Promise.all([measure(owner, probeId), everything(ownerIds)])
      const context = asOperator({ idempotency: make.idempotency() })
      const shown = await preview(change, context).catch((thrown: Error & { code?: string }) => thrown)
      assert.deepEqual(await everything(ownerIds), rows)
      if (shown instanceof Error) {
        await assert.rejects(perform(change), { message: shown.message })
        return
      }
      const at = given(shown.at)
      const leftMs = at.getTime() - t.now().getTime()
      const isLater = leftMs > 0
      // A period that ends within a moment: the change may come after it, and end the next.
      if (isLater && leftMs < momentMs) return
      await perform(change)
      if (isLater) await goOn(at.getTime() - t.now().getTime() + 1)
      const [isStill, measured] = await Promise.all([isQuiet(ownerIds, at), measure(owner, probeId)])
      if (!isStill) return
      const after = Object.fromEntries(
        shown.features
          .filter(({ after }) => after !== undefined)
          .map(({ code, after, used, wouldRefuse }) => [code, { grant: grantOf(after), used, wouldRefuse }]),
      )
      assert.deepEqual(after, measured, JSON.stringify({ change, shown }))
      const gone = shown.features.filter(({ after }) => after === undefined)
      assert.ok(gone.every(({ wouldRefuse }) => wouldRefuse))
      const grants = Object.entries(measuredBefore).map(([code, { grant }]) => [code, grant])
      const shownBefore = shown.features.filter(({ before }) => before !== undefined)
      if (!isLater)
        assert.deepEqual(shownBefore.map(({ code, before }) => [code, grantOf(before)]).sort(), grants.sort())
      compared.set(change.$case, (compared.get(change.$case) ?? 0) + 1)
    }
    const total = () => [...compared.values()].reduce((sum, count) => sum + count, 0)
    // Chance leaves out a kind in some hundreds of changes: then more are made.
    while (total() < 200 || compared.size < 7)
      await fc.assert(
        fc.asyncProperty(histories, changes, async (history, wishes) => {
          const { workspace, namespace } = await customerOf(t, goOn, history, false)
          const inWorkspace = { context: asOperator({ workspaceId: workspace.id }) }
          const draft = wanted({ ownerType: ownedByWorkspace, ownerId: workspace.id })
          const probe = given((await t.namespaces.createNamespace(draft, inWorkspace)).namespace)
          for (const one of wishes) {
            const isOfNamespace = one.on === 'namespace'
            const owner = isOfNamespace ? ofNamespace(namespace.id) : ofWorkspace(workspace.id)
            await compare(one, owner, isOfNamespace ? namespace.id : probe.id, [namespace.id, workspace.id])
          }
        }),
        { numRuns: 4, endOnFailure: true },
      )
  })

  it('throws what the change throws: for strangers, callers who are no operators, and what is not there', async () => {
    const { workspace, inWorkspace } = await t.newOwner()
    const value = { owner: ofWorkspace(workspace.id), packageCode: 'small' }
    const assigning: Change = { $case: 'assignPackage', value }
    await assert.rejects(preview(assigning, asUser()), { code: 'RESOURCE_NOT_FOUND' })
    await assert.rejects(preview(assigning, inWorkspace.context), { code: 'INSUFFICIENT_PERMISSIONS' })
    await assert.rejects(preview({ ...assigning, value: { ...value, packageCode: 'unheard-of' } }), {
      code: 'VALIDATION_ERROR',
    })
    const id = make.id('asg')
    await assert.rejects(preview({ $case: 'suspendAssignment', value: { owner: value.owner, id } }), {
      code: 'RESOURCE_NOT_FOUND',
    })
  })

  it('shows a change that takes effect later as of then', async () => {
    const { workspace } = await t.newOwner()
    const owner = ofWorkspace(workspace.id)
    const { id, expiresAt } = await t.assign(owner, 'extra', { expiresAt: new Date(t.now().getTime() + 9 * hourMs) })
    const longer = new Date(t.now().getTime() + 99 * hourMs)
    const { at, features } = await preview({ $case: 'renewAssignment', value: { owner, id, expiresAt: longer } })
    const credits = { limit: 20 }
    assert.deepEqual(
      [at, features.map(({ code, before, after }) => [code, before, grantOf(after)])],
      [
        expiresAt,
        [
          ['chat', undefined, credits.limit],
          ['credits', undefined, credits.limit],
        ],
      ],
    )
  })
})
