import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Database } from '@plinth/kit/db'
import type { EntitlementOwner } from '@plinth/proto/tenancy/v1/assignments.ts'
import { CountedBy } from '@plinth/proto/tenancy/v1/entitlements.ts'
import { make } from '@plinth/testkit'
import { callerOf } from '../src/caller.ts'
import { catalogReader } from '../src/catalog/verbs.ts'
import { checker } from '../src/entitlements/check/verbs.ts'
import { planLoader } from '../src/entitlements/plan/loader.ts'
import { countOwn } from '../src/own-limits/verbs.ts'
import { startLedger } from './ledger.ts'
import type { LedgerPlans } from './plan-worlds.ts'
import { ofNamespace, ofWorkspace } from './plans.ts'
import { asUser } from './tenancy.ts'

let t: LedgerPlans
before(async () => {
  t = await startLedger()
})

const complete = async (owner: EntitlementOwner) => {
  const { entitlements } = await t.entitlements.listEntitlements({ owner, isComplete: true }, t.operator)
  return new Map(entitlements.map(({ feature, ...rest }) => [feature, rest]))
}

describe('a complete list of entitlements', () => {
  it('has every active feature: who decided, limit, used, reserved, pool and window, or the reason', async () => {
    const { namespace, workspace } = await t.newOwner()
    const { id } = await t.assign(ofNamespace(namespace.id), 'small')
    const { billingAnchor } = await t.assign(ofWorkspace(workspace.id), 'large')
    await t.record(namespace.id, 'chat', 30)
    await t.reserve(namespace.id, 'credits', 5)
    const features = await complete(ofNamespace(namespace.id))
    assert.equal(features.size, 11)
    assert.deepEqual([...features.keys()], [...features.keys()].sort())
    const anchored = await t.check(namespace.id, 'credits', 1, true)
    const { windowStart, windowEnd } = anchored.explanation?.counted ?? assert.fail('nothing is counted')
    assert.deepEqual(features.get('chat'), {
      ...{ used: 30, limit: 100, unit: '', isUnlimited: false, name: 'Chat', type: 'limit', reason: '' },
      ...{ level: 'namespace', ownerId: namespace.id, pool: 'credits', reserved: 5 },
      ...{ windowStart, windowEnd, resetAt: windowEnd, countedBy: CountedBy.COUNTED_BY_UNSPECIFIED },
    })
    const { level, ownerId, isUnlimited } = features.get('exports') ?? assert.fail('no exports')
    assert.deepEqual([level, ownerId, isUnlimited], ['workspace', workspace.id, true])
    assert.ok(billingAnchor)
    await t.assignments.cancelAssignment({ owner: ofNamespace(namespace.id), id, isAtPeriodEnd: false }, t.operator)
    const { reason, level: none, limit } = (await complete(ofNamespace(namespace.id))).get('storage') ?? {}
    assert.deepEqual([reason, none, limit], ['PACKAGE_CANCELLED', '', undefined])
  })

  it('agrees with the check of each feature, for a namespace and for a workspace', async () => {
    const { namespace, workspace } = await t.newOwner()
    await t.assign(ofWorkspace(workspace.id), 'small')
    await t.boost(ofWorkspace(workspace.id), { feature: 'mails', limit: 3 })
    await t.record(namespace.id, 'mails', 7)
    for (const owner of [ofNamespace(namespace.id), ofWorkspace(workspace.id)])
      for (const [feature, { limit, used, reason, level, ownerId }] of await complete(owner)) {
        const check = await t.check(namespace.id, feature)
        assert.deepEqual([limit, used, reason], [check.limit, check.currentUsage, check.reason], feature)
        assert.deepEqual([level, ownerId], reason === '' ? ['workspace', workspace.id] : ['', ''], feature)
      }
  })

  it('is the 404 of a missing one to a stranger', async () => {
    const { workspace } = await t.newOwner()
    const asked = { owner: ofWorkspace(workspace.id), isComplete: true }
    await assert.rejects(t.entitlements.listEntitlements(asked, { context: asUser() }), { code: 'RESOURCE_NOT_FOUND' })
  })

  it('takes as many statements for any number of features', async () => {
    const { namespace } = await t.newOwner()
    await t.assign(ofNamespace(namespace.id), 'small')
    const { database: real } = t.part
    let statements = 0
    const database: Database = {
      ...{ pool: real.pool, ready: () => real.ready(), close: () => real.close() },
      ...{ transaction: (fn, opening) => real.transaction(fn, opening), onCommitted: (fn) => real.onCommitted(fn) },
      query: (statement) => {
        statements++
        return real.query(statement)
      },
    }
    const readCatalog = catalogReader()
    const { list } = checker({ database, readCatalog, load: planLoader(database, readCatalog), countOwn })
    const caller = callerOf(make.context({ principal: make.operator() }))
    const entitlements = await list(caller, { kind: 'namespace', name: namespace.id }, true)
    assert.equal(entitlements.length, 11)
    assert.ok(statements <= 7, `${statements} statements for ${entitlements.length} features`)
  })
})

describe('the log of a workspace', () => {
  it('has the changes of its own packages and boosts, and neither usage nor the plan of a namespace', async () => {
    const { namespace, workspace, inWorkspace } = await t.newOwner()
    await t.assign(ofWorkspace(workspace.id), 'small')
    await t.assign(ofNamespace(namespace.id), 'extra')
    await t.boost(ofWorkspace(workspace.id))
    await t.record(namespace.id, 'credits', 1)
    const asked = { namespaceIdOrUuid: '', workspaceIdOrSlug: workspace.slug }
    const { entries } = await t.usage.listEntitlementLog(asked, inWorkspace)
    assert.deepEqual(
      entries.map(({ action, feature }) => [action, feature]),
      [
        ['boost.activated', 'credits'],
        ['package.assigned', ''],
      ],
    )
    await assert.rejects(t.usage.listEntitlementLog(asked, { context: asUser() }), { code: 'RESOURCE_NOT_FOUND' })
  })
})
