import type { Catalog, Feature, Grant } from '../../catalog/catalog.ts'
import type { OwnerGrants } from './entitlement-inputs.ts'
import { type HeldBoost, isUsable } from './held-boost.ts'
import { type HeldPackage, isCounted, isInForce, statusAt } from './held-package.ts'
import type { Reason } from './resolution.ts'

/** The grant of an owner's packages and boosts for a pool; undefined when none that counts mentions the pool. */
export function grantOf(catalog: Catalog, pool: Feature, ownerGrants: OwnerGrants, at: Date): Grant | undefined {
  const grants = ownerGrants.packages
    .filter((held) => isCounted(held, at))
    .map((held) => grantIn(catalog, pool, held))
    .filter((grant) => grant !== undefined)
  const boosts = ownerGrants.boosts.filter((boost) => isFor(pool)(boost) && isUsable(boost, at))
  if (grants.length + boosts.length === 0) return undefined
  if (pool.type === 'boolean') return 'on'
  const isUnlimited = grants.includes('unlimited') || boosts.some(({ type }) => type === 'unlimited')
  if (pool.type === 'unlimited' || isUnlimited) return 'unlimited'
  const numbers = grants.filter((grant) => typeof grant === 'number')
  const sum = [...numbers, ...boosts.map(({ limit }) => limit)].reduce((total, part) => total + part, 0)
  return Math.min(sum, Number.MAX_SAFE_INTEGER)
}

/** The packages and boosts that say something about a pool, counted or not. */
export function consideredIn(catalog: Catalog, pool: Feature, { packages, boosts }: OwnerGrants): string[] {
  const ids = packages
    .map((held) => catalog.packages.get(held.package))
    .flatMap((one) => (one?.grants.has(pool.code) ? [one.id] : []))
  return [...new Set([...ids, ...boosts.filter(isFor(pool)).map(({ id }) => id)])]
}

/** Why an owner does not have the pool any more, or FEATURE_NOT_INCLUDED. */
export function denialReason(catalog: Catalog, pool: Feature, { packages }: OwnerGrants, at: Date): Reason {
  const lapsed = packages.filter((held) => held.startsAt <= at && grantIn(catalog, pool, held) !== undefined)
  return mostActionable(lapsed.map((held) => lapseReasons[statusAt(held, at)]))
}

/** The reason that the owner can act on soonest. */
export function mostActionable(reasons: readonly (Reason | undefined)[]): Reason {
  const order = ['PACKAGE_SUSPENDED', 'PACKAGE_EXPIRED', 'PACKAGE_CANCELLED'] as const
  return order.find((reason) => reasons.includes(reason)) ?? 'FEATURE_NOT_INCLUDED'
}

/** The anchor of the owner's monthly windows: the base package's, also while it is suspended. */
export function anchorOf(catalog: Catalog, packages: readonly HeldPackage[], at: Date): Date | undefined {
  const isBase = (held: HeldPackage) => catalog.packages.get(held.package)?.isBase === true
  return packages.find((held) => isBase(held) && isInForce(held, at))?.anchor
}

const lapseReasons = {
  active: undefined,
  suspended: 'PACKAGE_SUSPENDED',
  expired: 'PACKAGE_EXPIRED',
  cancelled: 'PACKAGE_CANCELLED',
} as const

const grantIn = (catalog: Catalog, pool: Feature, held: HeldPackage): Grant | undefined =>
  catalog.packages.get(held.package)?.grants.get(pool.code)

const isFor =
  ({ code }: Feature) =>
  ({ feature }: HeldBoost): boolean =>
    feature === code
