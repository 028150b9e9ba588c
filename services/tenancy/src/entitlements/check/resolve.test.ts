import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Catalog, Feature, Grant, Package } from '../../catalog/catalog.ts'
import { decide } from '../balances/limit-rule.ts'
import type { EntitlementInputs, OwnerGrants } from '../grants/entitlement-inputs.ts'
import type { HeldPackage } from '../grants/held-package.ts'
import { resolve } from '../grants/resolve.ts'

const now = new Date('2026-06-15T12:00:00Z')
const days = (count: number) => new Date(now.getTime() + count * 86_400_000)

const feature = (code: string, fields: Partial<Feature> = {}): Feature => ({
  ...{ code, name: code, type: 'limit', unit: '', reset: 'monthly', rollingDays: undefined, parent: undefined },
  isActive: true,
  ...fields,
})
const bundle = (code: string, grants: Record<string, Grant>, isBase = true): Package => ({
  ...{ id: `pkg_${code}`, code, name: code, isBase, isStackable: true, isActive: true },
  grants: new Map(Object.entries(grants)),
})
const catalogOf = (features: Feature[], packages: Package[]): Catalog => ({
  features: new Map(features.map((one) => [one.code, one])),
  packages: new Map(packages.map((one) => [one.code, one])),
})
const catalog = catalogOf(
  [
    feature('credits'),
    feature('chat', { parent: 'credits' }),
    feature('domains', { type: 'boolean', reset: 'none' }),
    feature('exports', { type: 'unlimited', reset: 'none' }),
    feature('gone', { isActive: false }),
  ],
  [
    bundle('small', { credits: 100, domains: 'on' }),
    bundle('large', { credits: 1_000, exports: 'on' }),
    bundle('extra', { credits: 20 }, false),
    bundle('endless', { credits: 'unlimited' }, false),
    bundle('none', { credits: 0 }, false),
    bundle('pro', { domains: 'on', credits: 5 }),
  ],
)
const held = (code: string, fields: Partial<HeldPackage> = {}): HeldPackage => ({
  ...{ id: `asg_${code}`, package: code, status: 'active', startsAt: days(-10), expiresAt: undefined },
  anchor: days(-10),
  ...fields,
})
const holding = (ownerId: string, packages: HeldPackage[] = [], boosts: OwnerGrants['boosts'] = []): OwnerGrants => ({
  ownerId,
  packages,
  boosts,
})
const boost = (fields: Partial<OwnerGrants['boosts'][number]> = {}) => ({
  ...{ id: 'bst_1', feature: 'credits', type: 'add_limit' as const, limit: 50, startsAt: days(-1) },
  expiresAt: undefined,
  ...fields,
})
const inNamespace = (packages: HeldPackage[], boosts: OwnerGrants['boosts'] = []): EntitlementInputs => ({
  catalog,
  namespace: { ...holding('ns_1', packages, boosts), isActive: true, isUserOwned: false },
  workspace: { ...holding('wks_1'), isSuspended: false },
  user: undefined,
})
const ask = (inputs: EntitlementInputs, code = 'credits', quantity = 1, used = 0, reserved = 0) =>
  decide(resolve(inputs, code, now), code, { used, reserved }, quantity)
const outcome = (...asked: Parameters<typeof ask>) => {
  const { isAllowed, reason, limit, available } = ask(...asked)
  return [isAllowed, reason, limit, available]
}
const limit100 = inNamespace([held('small')])

describe('a limit of 100', () => {
  it('used 50 and 50 more: allowed, equality included', () => {
    assert.deepEqual(outcome(limit100, 'credits', 50, 50), [true, undefined, 100, 50])
  })
  it('used 90 and 20 more: denied, 10 available', () => {
    assert.deepEqual(outcome(limit100, 'credits', 20, 90), [false, 'LIMIT_EXCEEDED', 100, 10])
  })
  it('used 100 and one more: denied, nothing available', () => {
    assert.deepEqual(outcome(limit100, 'credits', 1, 100), [false, 'LIMIT_EXCEEDED', 100, 0])
  })
  it('counts what is reserved', () => {
    assert.deepEqual(outcome(limit100, 'credits', 11, 50, 40), [false, 'LIMIT_EXCEEDED', 100, 10])
  })
  it('and a boost of 50: limit 150', () => {
    assert.deepEqual(outcome(inNamespace([held('small')], [boost()])), [true, undefined, 150, 150])
  })
  it('and an add-on of 20: limit 120; two of them: 140', () => {
    assert.equal(ask(inNamespace([held('small'), held('extra')])).limit, 120)
    assert.equal(ask(inNamespace([held('small'), held('extra'), held('extra', { id: 'asg_2' })])).limit, 140)
  })
  it('and an endless add-on, or an endless boost: unlimited', () => {
    for (const inputs of [
      inNamespace([held('small'), held('endless')]),
      inNamespace([held('small')], [boost({ type: 'unlimited', limit: 0 })]),
    ]) {
      assert.deepEqual(outcome(inputs, 'credits', 10_000, 500), [true, undefined, undefined, undefined])
      assert.equal(ask(inputs).isUnlimited, true)
    }
  })
})

describe('a package', () => {
  it('denies while suspended and allows once reactivated', () => {
    assert.deepEqual(outcome(inNamespace([held('small', { status: 'suspended' })])).slice(0, 2), [
      false,
      'PACKAGE_SUSPENDED',
    ])
    assert.equal(ask(limit100).isAllowed, true)
  })
  it('counts from the instant it starts to the instant it expires', () => {
    assert.equal(ask(inNamespace([held('small', { startsAt: now })])).isAllowed, true)
    assert.equal(ask(inNamespace([held('small', { startsAt: days(1) })])).reason, 'FEATURE_NOT_INCLUDED')
    assert.equal(ask(inNamespace([held('small', { expiresAt: now })])).reason, 'PACKAGE_EXPIRED')
    assert.equal(ask(inNamespace([held('small', { expiresAt: new Date(now.getTime() + 1) })])).isAllowed, true)
  })
  it('cancelled at the period’s end counts until then', () => {
    assert.equal(ask(inNamespace([held('small', { status: 'cancelled', expiresAt: days(3) })])).isAllowed, true)
    assert.equal(ask(inNamespace([held('small', { status: 'cancelled', expiresAt: now })])).reason, 'PACKAGE_CANCELLED')
  })
  it('replaced by another base counts up to the other’s start', () => {
    const replaced = [held('small', { status: 'cancelled', expiresAt: now }), held('large', { startsAt: now })]
    assert.equal(ask(inNamespace(replaced)).limit, 1_000)
  })
  it('sets the month’s beginning by its anchor, suspended or not', () => {
    const windowOf = (...packages: HeldPackage[]) => {
      const resolution = resolve(inNamespace(packages), 'credits', now)
      return resolution.reason === undefined ? resolution.window.start?.toISOString() : resolution.reason
    }
    const anchor = new Date('2026-01-31T08:00:00Z')
    assert.equal(windowOf(held('small', { anchor })), '2026-05-31T08:00:00.000Z')
    assert.equal(windowOf(held('small', { anchor, status: 'suspended' }), held('extra')), '2026-05-31T08:00:00.000Z')
    assert.equal(windowOf(held('extra', { anchor })), '2026-06-01T00:00:00.000Z')
  })
})

describe('kinds of features', () => {
  it('boolean: any quantity is allowed, without numbers', () => {
    assert.deepEqual(outcome(limit100, 'domains', 999), [true, undefined, undefined, undefined])
    assert.equal(ask(limit100, 'domains', 999).isUnlimited, false)
  })
  it('unlimited: allowed where a package has it, and not included elsewhere', () => {
    assert.equal(ask(inNamespace([held('large')]), 'exports', 1_000_000).isUnlimited, true)
    assert.equal(ask(limit100, 'exports').reason, 'FEATURE_NOT_INCLUDED')
  })
  it('a child draws on its parent’s pool', () => {
    const resolution = resolve(limit100, 'chat', now)
    assert.equal(resolution.reason === undefined && resolution.pool.code, 'credits')
    assert.deepEqual(outcome(limit100, 'chat', 20, 90), [false, 'LIMIT_EXCEEDED', 100, 10])
  })
  it('an enabling boost makes a boolean feature present, and a limited one present with nothing', () => {
    const enabling = (code: string) => inNamespace([], [boost({ feature: code, type: 'enable', limit: 0 })])
    assert.equal(ask(enabling('domains'), 'domains').isAllowed, true)
    assert.deepEqual(outcome(enabling('credits')), [false, 'LIMIT_EXCEEDED', 0, 0])
  })
  it('unknown and inactive ones are not found', () => {
    assert.equal(ask(limit100, 'nothing').reason, 'FEATURE_NOT_FOUND')
    assert.equal(ask(limit100, 'gone').reason, 'FEATURE_NOT_FOUND')
  })
})

describe('the cascade', () => {
  const paidBy = (packages: HeldPackage[], own: HeldPackage[] = []): EntitlementInputs => ({
    ...inNamespace(own),
    workspace: { ...holding('wks_1', packages), isSuspended: false },
  })
  it('takes the paying workspace’s pool, where its usage counts', () => {
    const resolution = resolve(paidBy([held('small')]), 'credits', now)
    assert.equal(resolution.reason === undefined && resolution.ownerId, 'wks_1')
    assert.deepEqual(outcome(paidBy([held('small')]), 'credits', 5, 96), [false, 'LIMIT_EXCEEDED', 100, 4])
  })
  it('ends at the first level that includes the feature, even with 0; levels are not added', () => {
    assert.equal(ask(paidBy([held('small')], [held('none')])).limit, 0)
    assert.equal(ask(paidBy([held('large')], [held('small')])).limit, 100)
  })
  it('goes on past a suspended package to a workspace that has the feature', () => {
    assert.equal(ask(paidBy([held('large')], [held('small', { status: 'suspended' })])).limit, 1_000)
  })
  it('gives a user’s own namespace the boolean features of the tier, and no others', () => {
    const own: EntitlementInputs = {
      catalog,
      namespace: { ...holding('ns_1'), isActive: true, isUserOwned: true },
      workspace: undefined,
      user: { ownerId: 'usr_1', tier: 'pro' },
    }
    assert.equal(ask(own, 'domains').isAllowed, true)
    assert.equal(ask(own, 'credits').reason, 'FEATURE_NOT_INCLUDED')
    assert.equal(ask({ ...own, user: { ownerId: 'usr_1', tier: 'free' } }, 'domains').reason, 'FEATURE_NOT_INCLUDED')
  })
  it('tells which levels were asked, what they hold and why they were passed over', () => {
    const inputs = paidBy([held('small')], [held('large', { status: 'suspended' })])
    assert.deepEqual(resolve(inputs, 'credits', now).steps(), [
      { level: 'namespace', ownerId: 'ns_1', considered: ['pkg_large'], passedOver: 'PACKAGE_SUSPENDED' },
      { level: 'workspace', ownerId: 'wks_1', considered: ['pkg_small'], passedOver: undefined },
    ])
  })
})

describe('owners', () => {
  it('an inactive namespace and a suspended workspace use nothing', () => {
    const { namespace, workspace } = limit100
    assert.equal(ask({ ...limit100, namespace: { ...namespace, isActive: false } }).reason, 'NAMESPACE_INACTIVE')
    const suspended = { ...holding('wks_1'), ...workspace, isSuspended: true }
    assert.equal(ask({ ...limit100, workspace: suspended }).reason, 'WORKSPACE_SUSPENDED')
  })
  it('a user’s own namespace keeps what it holds itself while its payer is suspended', () => {
    const mine = { ...limit100, namespace: { ...limit100.namespace, isUserOwned: true } }
    const payer = { ...holding('wks_1', [held('large')]), isSuspended: true }
    assert.equal(ask({ ...mine, workspace: payer }).isAllowed, true)
    assert.equal(ask({ ...mine, workspace: payer }, 'exports').reason, 'WORKSPACE_SUSPENDED')
  })
})

describe('messages', () => {
  it('give bytes in binary units with two decimals, the same unit for all', () => {
    const gb = 1_024 ** 3
    const storage = catalogOf(
      [feature('storage', { name: 'Storage', unit: 'bytes', reset: 'none' })],
      [bundle('plan', { storage: 1.5 * gb })],
    )
    const { message } = ask({ ...inNamespace([held('plan')]), catalog: storage }, 'storage', gb, gb)
    assert.equal(message, 'Storage limit exceeded. Used: 1.00 GB, Available: 0.50 GB, Requested: 1.00 GB')
  })
})
