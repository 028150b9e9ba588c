import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { CatalogServiceService } from '@plinth/proto/tenancy/v1/catalog.ts'
import { EntitlementsServiceService, UsageServiceService } from '@plinth/proto/tenancy/v1/entitlements.ts'
import { make } from '@plinth/testkit'
import { ofNamespace, ofWorkspace, type Plans, startPlans } from './plans.ts'

let plans: Plans
before(async () => {
  plans = await startPlans()
})

const check = async (...questions: (readonly [workspaceId: string, feature: string])[]) => {
  const asked = questions.map(([workspaceId, feature]) => ({ workspaceId, feature }))
  return (await plans.part.dial('tenancy', EntitlementsServiceService).checkPlans({ questions: asked })).areIncluded
}

describe('CheckPlans', () => {
  it('answers in the order asked, for any number of workspaces at once', async () => {
    const [one, other] = [(await plans.newOwner()).workspace.id, (await plans.newOwner()).workspace.id]
    await plans.assign(ofWorkspace(one), 'pro')
    await plans.assign(ofWorkspace(other), 'large')
    const answers = await check(
      ...([
        [other, 'domains'],
        [one, 'domains'],
        [other, 'exports'],
        [one, 'exports'],
      ] as const),
      ...([
        [other, 'chat'],
        [one, 'chat'],
        [make.id('wks'), 'domains'],
        [one, 'no-such'],
      ] as const),
    )
    assert.deepEqual(answers, [false, true, true, false, true, false, false, false])
    assert.deepEqual(await check(), [])
    const many = Array.from({ length: 501 }, () => [one, 'domains'] as const)
    await assert.rejects(check(...many), { code: 'BATCH_TOO_LARGE' })
    assert.equal((await check(...many.slice(1))).length, 500)
  })

  it('follows the packages and boosts of the workspace, not those of its namespaces, and not what is used', async () => {
    const { workspace, namespace } = await plans.newOwner()
    const owner = ofWorkspace(workspace.id)
    const hasCredits = async () => (await check([workspace.id, 'credits']))[0]
    await plans.assign(ofNamespace(namespace.id), 'small')
    assert.equal(await hasCredits(), false)
    const { id } = await plans.assign(owner, 'small')
    assert.equal(await hasCredits(), true)
    await plans.part
      .dial('tenancy', UsageServiceService)
      .recordUsage(
        { namespaceIdOrUuid: namespace.id, feature: 'credits', quantity: 1_000, eventId: '', metadata: {} },
        plans.operator,
      )
    assert.equal(await hasCredits(), true)
    await plans.assignments.suspendAssignment({ owner, id }, plans.operator)
    assert.equal(await hasCredits(), false)
    await plans.assignments.reactivateAssignment({ owner, id }, plans.operator)
    assert.equal(await hasCredits(), true)
    await plans.assignments.cancelAssignment({ owner, id, isAtPeriodEnd: false }, plans.operator)
    assert.equal(await hasCredits(), false)
    await plans.boost(owner, { feature: 'credits', limit: 1 })
    assert.equal(await hasCredits(), true)
  })

  it('is false for a limit of 0, a feature that is turned off, and one that the catalogue lost', async () => {
    const { workspace } = await plans.newOwner()
    const catalogs = plans.part.dial('tenancy', CatalogServiceService)
    const { catalog } = await catalogs.getCatalog({}, plans.operator)
    assert.ok(catalog)
    await plans.assign(ofWorkspace(workspace.id), 'small')
    const answers = () => check([workspace.id, 'storage'], [workspace.id, 'mails'], [workspace.id, 'domains'])
    assert.deepEqual(await answers(), [true, true, true])
    const changed = {
      features: catalog.features
        .filter(({ code }) => code !== 'domains')
        .map((feature) => (feature.code === 'mails' ? { ...feature, isActive: false } : feature)),
      packages: catalog.packages.map((one) => ({
        ...one,
        features: one.features
          .filter(({ code }) => code !== 'domains')
          .map((limited) =>
            limited.code === 'storage' ? { ...limited, grant: { $case: 'limit' as const, value: 0 } } : limited,
          ),
      })),
    }
    await catalogs.applyCatalog({ catalog: changed, isDryRun: false }, plans.operator)
    assert.deepEqual(await answers(), [false, false, false])
    await catalogs.applyCatalog({ catalog, isDryRun: false }, plans.operator)
    assert.deepEqual(await answers(), [true, true, true])
  })
})
