import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import {
  Boost_Type as BoostType,
  type CreateBoostRequest,
  Boost_Duration as Duration,
} from '@plinth/proto/tenancy/v1/boosts.ts'
import { Consistency, CountedBy, type OwnUse } from '@plinth/proto/tenancy/v1/entitlements.ts'
import { PlanPreviewsServiceService as PlanPreviews } from '@plinth/proto/tenancy/v1/plan_previews.ts'
import { startLedger } from './ledger.ts'
import type { LedgerPlans } from './plan-worlds.ts'
import { dayMs, ofNamespace, ofWorkspace } from './plans.ts'
import { given } from './tenancy.ts'

let t: LedgerPlans
before(async () => {
  t = await startLedger()
})

const boostOfOne = { type: BoostType.TYPE_ADD_LIMIT, limit: 1, duration: Duration.DURATION_PERMANENT }

const limitedTo = async (feature: string, limit: number) => {
  const owner = await t.newOwner()
  await t.boost(ofWorkspace(owner.workspace.id), { feature, limit })
  const decisionOn = async (ownUse?: OwnUse, fields = {}) => {
    const asked = {
      namespaceIdOrUuid: owner.namespace.id,
      feature,
      quantity: 1,
      consistency: Consistency.CONSISTENCY_STRONG,
      isExplained: false,
    }
    const { decision } = await t.entitlements.checkEntitlement({ ...asked, ...fields, ownUse }, t.operator)
    return given(decision)
  }
  const check = async (ownUse?: OwnUse, fields = {}) => {
    const { isAllowed, currentUsage, available, isExact } = await decisionOn(ownUse, fields)
    return [isAllowed, currentUsage, available, isExact]
  }
  return { ...owner, check, decisionOn }
}

describe('a check of a resource of Plinth itself', () => {
  it('counts the namespaces that the workspace pays for, and its members', async () => {
    for (const feature of ['plinth.namespaces', 'plinth.members']) {
      const { check, workspace } = await limitedTo(feature, 2)
      // One is there from the start.
      assert.deepEqual(await check(), [true, 1, 1, true], feature)
      assert.deepEqual(await check(undefined, { quantity: 2 }), [false, 1, 1, true], feature)
      assert.deepEqual(await check(undefined, { isExplained: true }), [true, 1, 1, true], feature)
      const { entitlements } = await t.entitlements.listEntitlements(
        { owner: ofWorkspace(workspace.id), isComplete: true },
        t.operator,
      )
      assert.equal(entitlements.find((one) => one.feature === feature)?.used, 1)
    }
  })

  it('takes what another service counted in the same workspace', async () => {
    const { check, decisionOn, workspace, namespace } = await limitedTo('plinth.webhooks', 3)
    const has = (webhooks: number) => ({ workspaceId: workspace.id, used: { 'plinth.webhooks': webhooks } })
    assert.deepEqual(await check(has(2)), [true, 2, 1, true])
    assert.deepEqual(await check(has(3)), [false, 3, 0, true])
    const { message, explanation } = await decisionOn(has(3), { isExplained: true })
    assert.match(message, /Used: 3, Available: 0, Requested: 1$/)
    assert.equal(explanation?.counted?.used, 3)
    const checks = [{ feature: 'plinth.webhooks', quantity: 1 }]
    const asked = {
      namespaceIdOrUuid: namespace.id,
      checks,
      consistency: Consistency.CONSISTENCY_STRONG,
      ownUse: has(3),
    }
    const { decisions } = await t.entitlements.batchCheckEntitlements(asked, t.operator)
    assert.deepEqual([decisions[0]?.isAllowed, decisions[0]?.currentUsage], [false, 3])
  })

  it('is not exact where nobody counted: not at all, elsewhere, a rate, or a limit of a namespace', async () => {
    const { check, workspace, namespace } = await limitedTo('plinth.webhooks', 3)
    const unknown = [true, 0, 3, false]
    assert.deepEqual(await check(), unknown)
    assert.deepEqual(await check({ workspaceId: 'wks_other', used: { 'plinth.webhooks': 3 } }), unknown)
    await t.boost(ofNamespace(namespace.id), { feature: 'plinth.webhooks', limit: 3 })
    assert.deepEqual(await check({ workspaceId: workspace.id, used: { 'plinth.webhooks': 3 } }), unknown)
    const rate = await limitedTo('plinth.requests_burst', 900)
    assert.deepEqual(await rate.check(), [true, 0, 900, false])
  })

  it('is told in lists as counted here, by others, or by none', async () => {
    const { workspace } = await limitedTo('plinth.members', 2)
    for (const feature of ['plinth.webhooks', 'plinth.requests_burst'])
      await t.boost(ofWorkspace(workspace.id), { feature, limit: 900 })
    const { entitlements } = await t.entitlements.listEntitlements(
      { owner: ofWorkspace(workspace.id), isComplete: false },
      t.operator,
    )
    const told = Object.fromEntries(entitlements.map(({ feature, countedBy }) => [feature, countedBy]))
    assert.deepEqual(
      ['plinth.members', 'plinth.webhooks', 'plinth.requests_burst'].map((code) => told[code]),
      [CountedBy.COUNTED_BY_UNSPECIFIED, CountedBy.COUNTED_BY_OTHERS, CountedBy.COUNTED_BY_NONE],
    )
  })

  it('offers only what suffices for the use that others counted, also if no level includes the feature yet', async () => {
    const { workspace, namespace } = await t.newOwner()
    const feature = 'plinth.webhooks'
    const ownUse = { workspaceId: workspace.id, used: { [feature]: 3 } }
    const explained = async () => {
      const asked = { namespaceIdOrUuid: namespace.id, feature, quantity: 1, isExplained: true, ownUse }
      const how = { consistency: Consistency.CONSISTENCY_STRONG }
      return given((await t.entitlements.checkEntitlement({ ...asked, ...how }, t.operator)).decision)
    }
    const { reason, explanation } = await explained()
    assert.equal(reason, 'FEATURE_NOT_INCLUDED')
    const remedy = given(
      explanation?.remedies.find(({ kind, ownerType }) => kind === 'boost' && ownerType === 'workspace'),
    )
    await t.boost(ofWorkspace(workspace.id), { feature, limit: given(remedy.limit) })
    assert.deepEqual([(await explained()).isAllowed, remedy.limit], [true, 4])
  })

  it('is the only way to ask: a consume, a reserve and a record of it limit nothing and are refused', async () => {
    const { namespace } = await limitedTo('plinth.webhooks', 3)
    const refused = {
      code: 'VALIDATION_ERROR',
      details: {
        feature: [
          'Plinth counts plinth.webhooks itself. Use a feature of your own, or check this one without consuming it.',
        ],
      },
    }
    await assert.rejects(t.consume(namespace.id, 'plinth.webhooks', 1), refused)
    await assert.rejects(t.reserve(namespace.id, 'plinth.webhooks', 1), refused)
    await assert.rejects(t.record(namespace.id, 'plinth.webhooks', 1), refused)
  })
})

describe('a preview of a plan with a resource of Plinth itself', () => {
  const previewOf = async (feature: string) => {
    const { workspace, namespace } = await limitedTo(feature, 1)
    const owner = ofWorkspace(workspace.id)
    const shown = async (boost: Partial<CreateBoostRequest> = {}, ownUse?: OwnUse, of = owner) => {
      const value = { owner: of, feature, ...boostOfOne, ...boost }
      const change = { $case: 'createBoost', value } as const
      const { features } = await t.part
        .dial('tenancy', PlanPreviews)
        .previewPlanChange({ change, ownUse }, { context: t.operator.context })
      const { used, wouldRefuse, countedBy, ownerId } = given(features.find(({ code }) => code === feature))
      return [used, wouldRefuse, countedBy, ownerId]
    }
    const has = (used: number) => ({ workspaceId: workspace.id, used: { [feature]: used } })
    return { workspace, namespace, shown, has }
  }
  const { COUNTED_BY_UNSPECIFIED: known, COUNTED_BY_OTHERS: byOthers, COUNTED_BY_NONE: byNone } = CountedBy

  it('decides with what another service counted in the workspace whose limit applies', async () => {
    const { workspace, namespace, shown, has } = await previewOf('plinth.webhooks')
    assert.deepEqual(await shown({}, has(1)), [1, false, known, workspace.id])
    assert.deepEqual(await shown({}, has(3)), [3, true, known, workspace.id])
    // A boost of the namespace for something else leaves the workspace to decide on webhooks.
    const other = { feature: 'credits' }
    assert.deepEqual(await shown(other, has(3), ofNamespace(namespace.id)), [3, true, known, workspace.id])
  })

  it('says what others count, and where, while that is not known', async () => {
    const { workspace, namespace, shown, has } = await previewOf('plinth.webhooks')
    const unknown = [0, false, byOthers, workspace.id]
    assert.deepEqual(await shown(), unknown)
    assert.deepEqual(await shown({}, { workspaceId: 'wks_other', used: { 'plinth.webhooks': 3 } }), unknown)
    const ofTheNamespace = await shown({}, has(3), ofNamespace(namespace.id))
    assert.deepEqual(ofTheNamespace, [0, false, byNone, namespace.id])
    const rate = await previewOf('plinth.requests_burst')
    assert.deepEqual(await rate.shown({}, rate.has(3)), [0, false, byNone, rate.workspace.id])
  })

  it('counts the events of another month as none', async () => {
    const { workspace, shown, has } = await previewOf('plinth.events')
    assert.deepEqual(await shown({}, has(3)), [3, true, known, workspace.id])
    const startsAt = new Date(t.now().getTime() + 32 * dayMs)
    assert.deepEqual(await shown({ startsAt }, has(3)), [0, false, known, workspace.id])
  })
})
