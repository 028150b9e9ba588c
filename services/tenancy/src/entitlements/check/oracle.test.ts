// Decisions against a slow and obvious oracle, written from api.md §11 and §12 alone and sharing nothing with the resolver.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import type { Feature, Grant, Package } from '../../catalog/catalog.ts'
import { decide } from '../balances/limit-rule.ts'
import type { EntitlementInputs, OwnerGrants } from '../grants/entitlement-inputs.ts'
import type { BoostType } from '../grants/held-boost.ts'
import type { AssignmentStatus, HeldPackage } from '../grants/held-package.ts'
import { resolve } from '../grants/resolve.ts'

const epoch = Date.UTC(2027, 10, 1)
const hour = 3_600_000
const at = (hours: number) => new Date(epoch + hours * hour)

const shape = { name: 'F', unit: '', rollingDays: undefined, parent: undefined, isActive: true } as const
const features: Feature[] = [
  { ...shape, code: 'switch', type: 'boolean', reset: 'none' },
  { ...shape, code: 'monthly', type: 'limit', reset: 'monthly' },
  { ...shape, code: 'child', type: 'limit', reset: 'none', parent: 'monthly' },
  { ...shape, code: 'rolling', type: 'limit', reset: 'rolling', rollingDays: 3 },
  { ...shape, code: 'total', type: 'limit', reset: 'none' },
  { ...shape, code: 'endless', type: 'unlimited', reset: 'none' },
  { ...shape, code: 'retired', type: 'limit', reset: 'none', isActive: false },
]
const packageOf = (code: string, isBase: boolean, grants: Record<string, Grant>): Package => ({
  ...{ id: `pkg_${code}`, code, name: code, isBase, isStackable: true, isActive: true },
  grants: new Map(Object.entries(grants)),
})
const packages = [
  packageOf('base', true, { switch: 'on', monthly: 10, rolling: 4, total: 6 }),
  packageOf('big', true, { monthly: 30, total: 'unlimited', endless: 'on' }),
  packageOf('addon', false, { monthly: 5, rolling: 0 }),
  packageOf('pro', false, { switch: 'on', rolling: 9 }),
]
const catalog = {
  features: new Map(features.map((one) => [one.code, one])),
  packages: new Map(packages.map((one) => [one.code, one])),
}

interface Fact {
  owner: string
  pool: string
  at: Date
  quantity: number
}
interface World {
  inputs: EntitlementInputs
  ledger: Fact[]
}

const codes = features.map(({ code }) => code)
// Half a year by the hour, with leap day and short months in it.
const moment = fc.integer({ min: 0, max: 24 * 180 }).map(at)
const assignments = fc.array(
  fc
    .record({
      package: fc.constantFrom('addon', 'pro', 'addon', 'base', 'big'),
      status: fc.constantFrom<AssignmentStatus>('active', 'active', 'active', 'suspended', 'cancelled', 'expired'),
      startsAt: moment,
      lasts: fc.option(fc.integer({ min: 1, max: 24 * 90 }), { nil: undefined }),
      anchor: fc.integer({ min: -24 * 60, max: 24 * 200 }).map(at),
    })
    .map(({ lasts, ...rest }) => ({
      ...rest,
      id: 'asg_1',
      expiresAt: lasts === undefined ? undefined : new Date(rest.startsAt.getTime() + lasts * hour),
    })),
  { maxLength: 3 },
)
const boosts = fc.array(
  fc.record({
    id: fc.constant('bst_1'),
    feature: fc.constantFrom('switch', 'monthly', 'rolling', 'total', 'endless'),
    type: fc.constantFrom<BoostType>('add_limit', 'enable', 'unlimited'),
    limit: fc.integer({ min: 1, max: 9 }),
    startsAt: moment,
    expiresAt: fc.option(moment, { nil: undefined }),
  }),
  { maxLength: 2 },
)
const grants = (ownerId: string): fc.Arbitrary<OwnerGrants> =>
  fc.record({
    ownerId: fc.constant(ownerId),
    packages: assignments.map(oneBase),
    boosts: boosts.map(withoutSpareLimits),
  })
const worlds: fc.Arbitrary<World> = fc.record({
  inputs: fc.record({
    catalog: fc.constant(catalog),
    namespace: fc
      .tuple(grants('ns'), fc.integer({ min: 0, max: 9 }), fc.boolean())
      .map(([held, chance, isUserOwned]) => ({ ...held, isActive: chance > 0, isUserOwned })),
    workspace: fc.option(
      fc.tuple(grants('wks'), fc.integer({ min: 0, max: 9 })).map(([held, chance]) => ({
        ...held,
        isSuspended: chance === 0,
      })),
      { nil: undefined },
    ),
    user: fc.option(
      fc.constantFrom('pro', 'free').map((tier) => ({ ownerId: 'usr', tier })),
      { nil: undefined },
    ),
  }),
  ledger: fc.array(
    fc.record({
      owner: fc.constantFrom('ns', 'wks', 'usr'),
      pool: fc.constantFrom('monthly', 'rolling', 'total', 'endless'),
      at: fc.integer({ min: 0, max: 24 * 180 * 4 }).map((quarters) => new Date(epoch + quarters * (hour / 4))),
      quantity: fc.integer({ min: 1, max: 6 }),
    }),
    { maxLength: 12 },
  ),
})

/** Assigning keeps one base at a time: the second begins where the first ends. */
function oneBase(held: HeldPackage[]): HeldPackage[] {
  const isBase = (one: HeldPackage) => one.package === 'base' || one.package === 'big'
  const [first, ...others] = held.filter(isBase)
  return first === undefined ? held : [first, ...held.filter((one) => !isBase(one) && !others.includes(one))]
}

function withoutSpareLimits(held: OwnerGrants['boosts']): OwnerGrants['boosts'] {
  return held.map((boost) => (boost.type === 'add_limit' ? boost : { ...boost, limit: 0 }))
}

it('decides as the oracle does: 10,000 worlds, each at four instants', () => {
  const asked = fc.record({ code: fc.constantFrom(...codes, 'unknown'), quantity: fc.integer({ min: 1, max: 12 }) })
  const seen = new Map<string, number>()
  fc.assert(
    fc.property(worlds, asked, fc.array(moment, { minLength: 4, maxLength: 4 }), (world, question, moments) => {
      for (const now of moments) {
        const expected = oracle(world, question.code, question.quantity, now)
        assert.deepEqual(decided(world, question.code, question.quantity, now), expected)
        const kind = String(expected.reason ?? (expected.limit === undefined ? 'no limit' : 'within'))
        seen.set(kind, (seen.get(kind) ?? 0) + 1)
      }
    }),
    { numRuns: 10_000 },
  )
  // Every answer there is was reached.
  assert.equal(seen.size, 10, JSON.stringify([...seen]))
})

function decided({ inputs, ledger }: World, code: string, quantity: number, now: Date) {
  const resolution = resolve(inputs, code, now)
  const used = resolution.reason === undefined ? countedIn(ledger, resolution) : 0
  const { isAllowed, reason, currentUsage, limit, available } = decide(
    resolution,
    code,
    { used, reserved: 0 },
    quantity,
  )
  return { isAllowed, reason, currentUsage, limit, available }
}

function countedIn(ledger: Fact[], resolution: Extract<ReturnType<typeof resolve>, { reason: undefined }>): number {
  const { ownerId, pool, window } = resolution
  return ledger
    .filter((fact) => fact.owner === ownerId && fact.pool === pool.code)
    .filter((fact) => window.start === undefined || fact.at >= window.start)
    .filter((fact) => window.end === undefined || fact.at < window.end)
    .reduce((sum, fact) => sum + fact.quantity, 0)
}

function oracle({ inputs, ledger }: World, code: string, quantity: number, now: Date) {
  const { namespace, workspace, user } = inputs
  const no = (reason: string) => ({
    isAllowed: false,
    reason,
    currentUsage: 0,
    limit: undefined,
    available: undefined,
  })
  if (code === 'unknown' || code === 'retired') return no('FEATURE_NOT_FOUND')
  if (!namespace.isActive) return no('NAMESPACE_INACTIVE')
  if (!namespace.isUserOwned && workspace !== undefined && workspace.isSuspended) return no('WORKSPACE_SUSPENDED')
  const pool = code === 'child' ? 'monthly' : code
  const lapses: string[] = []
  for (const level of workspace === undefined ? [namespace] : [namespace, workspace]) {
    let isThere = false
    let isEndless = pool === 'endless'
    let limit = 0
    for (const one of level.packages) {
      const grant = packages.find((known) => known.code === one.package)?.grants.get(pool)
      if (grant === undefined || now < one.startsAt) continue
      const isPast = one.expiresAt !== undefined && now >= one.expiresAt
      if (one.status === 'cancelled' && (isPast || one.expiresAt === undefined)) lapses.push('PACKAGE_CANCELLED')
      else if (one.status === 'expired' || isPast) lapses.push('PACKAGE_EXPIRED')
      else if (one.status === 'suspended') lapses.push('PACKAGE_SUSPENDED')
      else {
        isThere = true
        if (grant === 'unlimited') isEndless = true
        if (typeof grant === 'number') limit += grant
      }
    }
    for (const one of level.boosts) {
      if (one.feature !== pool || now < one.startsAt) continue
      if (one.expiresAt !== undefined && now >= one.expiresAt) continue
      isThere = true
      if (one.type === 'unlimited') isEndless = true
      if (one.type === 'add_limit') limit += one.limit
    }
    if (!isThere) continue
    if (level === workspace && workspace.isSuspended) return no('WORKSPACE_SUSPENDED')
    if (pool === 'switch')
      return { isAllowed: true, reason: undefined, currentUsage: 0, limit: undefined, available: undefined }
    const used = usedIn(ledger, level, pool, now)
    if (isEndless)
      return { isAllowed: true, reason: undefined, currentUsage: used, limit: undefined, available: undefined }
    const available = limit > used ? limit - used : 0
    const isAllowed = used + quantity <= limit
    return { isAllowed, reason: isAllowed ? undefined : 'LIMIT_EXCEEDED', currentUsage: used, limit, available }
  }
  if (namespace.isUserOwned && user?.tier === 'pro' && pool === 'switch')
    return { isAllowed: true, reason: undefined, currentUsage: 0, limit: undefined, available: undefined }
  for (const reason of ['PACKAGE_SUSPENDED', 'PACKAGE_EXPIRED', 'PACKAGE_CANCELLED'])
    if (lapses.includes(reason)) return no(reason)
  return no('FEATURE_NOT_INCLUDED')
}

/** Hour by hour: is this record in the same window as now? */
function usedIn(ledger: Fact[], level: OwnerGrants, pool: string, now: Date): number {
  let used = 0
  for (const fact of ledger) {
    if (fact.owner !== level.ownerId || fact.pool !== pool) continue
    if (pool === 'monthly') {
      const base = level.packages.find(
        (one) =>
          (one.package === 'base' || one.package === 'big') &&
          one.startsAt <= now &&
          (one.expiresAt === undefined ? one.status !== 'cancelled' : now < one.expiresAt) &&
          one.status !== 'expired',
      )
      const anchor = base?.anchor ?? new Date(Date.UTC(2000, 0, 1))
      if (cycleNumber(anchor, fact.at) === cycleNumber(anchor, now)) used += fact.quantity
    } else if (pool === 'rolling') {
      const whole = (time: Date) => Math.floor(time.getTime() / hour)
      if (whole(fact.at) <= whole(now) && whole(now) - whole(fact.at) <= 3 * 24) used += fact.quantity
    } else used += fact.quantity
  }
  return used
}

/** How many boundaries lie before a moment, counted from long before the anchor. */
function cycleNumber(anchor: Date, moment: Date): number {
  let count = 0
  for (let month = -24; ; month++) {
    const first = new Date(Date.UTC(anchor.getUTCFullYear(), anchor.getUTCMonth() + month, 1))
    const days = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
    const day = Math.min(anchor.getUTCDate(), days)
    const boundary = first.getTime() + (day - 1) * 24 * hour + (anchor.getTime() % (24 * hour))
    if (boundary > moment.getTime()) return count
    count += 1
  }
}
