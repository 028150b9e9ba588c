import type { Catalog, Feature, Package } from '../../catalog/catalog.ts'
import { type Counted, decide } from '../balances/limit-rule.ts'
import { assignRule } from '../grants/assign-rule.ts'
import type { EntitlementInputs, OwnerGrants } from '../grants/entitlement-inputs.ts'
import { type BoostType, heldBoostsMax } from '../grants/held-boost.ts'
import { type HeldPackage, isInForce } from '../grants/held-package.ts'
import type { Entitled, Resolution } from '../grants/resolution.ts'
import { resolve } from '../grants/resolve.ts'

type OwnerType = 'namespace' | 'workspace'

/** A change, or a wait, that makes a denied check allowed. */
export type Remedy =
  | {
      kind: 'boost'
      ownerType: OwnerType
      ownerId: string
      feature: string
      type: BoostType
      limit: number | undefined
    }
  | { kind: 'reactivate'; ownerType: OwnerType; ownerId: string; assignmentId: string; package: string }
  | { kind: 'assign'; ownerType: OwnerType; ownerId: string; package: string }
  | { kind: 'wait'; until: Date }

/** A remedy as it may turn out: how the feature would be resolved after it. */
export interface Candidate {
  after: Entitled
  /** The moment at which it would be asked again. */
  at: Date
  /** The remedy, once the counts of that balance are known; undefined: it would not help. */
  offer: (counted: Counted) => Remedy | undefined
}

export interface Denied {
  inputs: EntitlementInputs
  pool: Feature
  code: string
  quantity: number
  resolution: Resolution
  at: Date
}

/** Remedies that include the feature; whether its limit then suffices is for the counts to say. */
export function candidatesOf(denied: Denied): Candidate[] {
  return [...boosts(denied), ...reactivations(denied), ...assignments(denied)]
}

/** A wait until each of these moments, for plans that include the feature then. */
export function waits(denied: Denied, moments: readonly Date[]): Candidate[] {
  const later = moments.filter((moment) => moment > denied.at).sort((one, other) => one.getTime() - other.getTime())
  return later.flatMap((until) => candidate(denied, denied.inputs, { kind: 'wait', until }, until))
}

/** When packages and boosts that are held begin, and packages and boosts of nearer levels end. */
export function turningPoints({ inputs }: Denied): Date[] {
  const owners = [inputs.namespace, ...(inputs.workspace === undefined ? [] : [inputs.workspace])]
  const spans = owners.flatMap(({ packages, boosts: held }) => [...packages, ...held])
  return spans.flatMap(({ startsAt, expiresAt }) => (expiresAt === undefined ? [startsAt] : [startsAt, expiresAt]))
}

function boosts(denied: Denied): Candidate[] {
  const { inputs, pool, code, quantity } = denied
  return ownersToChange(denied).flatMap(([ownerType, owned]) => {
    if (owned.boosts.length >= heldBoostsMax) return []
    const type = pool.type === 'limit' ? 'add_limit' : 'enable'
    const span = { startsAt: denied.at, expiresAt: undefined }
    const boost = { id: '', feature: pool.code, type, limit: 0, ...span } as const
    const changed = { ...owned, boosts: [...owned.boosts, boost] }
    const after = resolve(withOwner(inputs, ownerType, changed), code, denied.at)
    if (after.reason !== undefined) return []
    const remedy = { kind: 'boost', ownerType, ownerId: owned.ownerId, feature: pool.code, type } as const
    const offer = ({ used, reserved }: Counted): Remedy | undefined => {
      if (after.limit === undefined) return { ...remedy, limit: undefined }
      const needed = Math.max(used, 0) + reserved + quantity
      return Number.isSafeInteger(needed) ? { ...remedy, limit: Math.max(needed - after.limit, 1) } : undefined
    }
    return [{ after, at: denied.at, offer }]
  })
}

function reactivations(denied: Denied): Candidate[] {
  const { inputs, pool, resolution, at } = denied
  const suspended = ownersOf(inputs).flatMap(([ownerType, owned]) =>
    owned.packages
      .filter((held) => held.status === 'suspended' && isInForce(held, at))
      .filter((held) => inputs.catalog.packages.get(held.package)?.grants.has(pool.code))
      .flatMap((held) => {
        const packages = owned.packages.map((one) => (one === held ? { ...held, status: 'active' as const } : one))
        const about = { ownerType, ownerId: owned.ownerId, assignmentId: held.id, package: held.package }
        const changed = withOwner(inputs, ownerType, { ...owned, packages })
        return candidate(denied, changed, { kind: 'reactivate', ...about })
      }),
  )
  const { workspace } = inputs
  if (workspace === undefined || resolution.reason !== 'WORKSPACE_SUSPENDED') return suspended
  const itself = { ownerType: 'workspace', ownerId: workspace.ownerId, assignmentId: '', package: '' } as const
  const changed = { ...inputs, workspace: { ...workspace, isSuspended: false } }
  return [...suspended, ...candidate(denied, changed, { kind: 'reactivate', ...itself })]
}

function assignments(denied: Denied): Candidate[] {
  const { inputs, pool } = denied
  const [first] = ownersToChange(denied)
  if (first === undefined) return []
  const [ownerType, owned] = first
  const offers = [...inputs.catalog.packages.values()].filter((one) => one.isActive && one.grants.has(pool.code))
  return offers.flatMap((offered) => {
    const packages = assigned(inputs.catalog, owned.packages, offered, denied.at)
    if (packages === undefined) return []
    const remedy = { kind: 'assign', ownerType, ownerId: owned.ownerId, package: offered.code } as const
    return candidate(denied, withOwner(inputs, ownerType, { ...owned, packages }), remedy)
  })
}

/** Returns the owner's packages after an assignment; undefined if it is refused. */
function assigned(
  catalog: Catalog,
  owned: readonly HeldPackage[],
  offered: Package,
  at: Date,
): HeldPackage[] | undefined {
  const held = owned.map((one) => ({ ...one, isBase: catalog.packages.get(one.package)?.isBase === true }))
  const ruled = assignRule(held, offered, { now: at, startsAt: at })
  if (typeof ruled === 'string') return undefined
  const { replaced, next } = ruled
  const kept = held.filter((one) => !replaced.includes(one))
  return [
    ...kept,
    { id: '', package: offered.code, status: 'active', startsAt: at, expiresAt: next?.startsAt, anchor: at },
  ]
}

function candidate(denied: Denied, inputs: EntitlementInputs, remedy: Remedy, at = denied.at): Candidate[] {
  const after = resolve(inputs, denied.code, at)
  if (after.reason !== undefined) return []
  const isEnough = (counted: Counted) => decide(after, denied.code, counted, denied.quantity).isAllowed
  return [{ after, at, offer: (counted) => (isEnough(counted) ? remedy : undefined) }]
}

type Owned = readonly [OwnerType, OwnerGrants]

const ownersOf = ({ namespace, workspace }: EntitlementInputs): Owned[] => [
  ['namespace', namespace],
  ...(workspace === undefined ? [] : [['workspace', workspace] as const]),
]

/** The owner whose limit is reached; when no level includes the feature, the payer before the namespace. */
function ownersToChange({ inputs, resolution }: Denied): Owned[] {
  const owners = ownersOf(inputs)
  if (resolution.reason !== undefined) return owners.reverse()
  return owners.filter(([ownerType]) => ownerType === resolution.level)
}

const withOwner = (inputs: EntitlementInputs, ownerType: OwnerType, changed: OwnerGrants): EntitlementInputs =>
  ownerType === 'namespace'
    ? { ...inputs, namespace: { ...inputs.namespace, ...changed } }
    : { ...inputs, workspace: { isSuspended: false, ...inputs.workspace, ...changed } }
