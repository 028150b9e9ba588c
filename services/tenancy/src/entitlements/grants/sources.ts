import type { Catalog, Feature, Grant } from '../../catalog/catalog.ts'
import type { EntitlementInputs, OwnerGrants } from './entitlement-inputs.ts'
import { type HeldBoost, isUsable } from './held-boost.ts'
import { type AssignmentStatus, type HeldPackage, isCounted, statusAt } from './held-package.ts'
import type { Step } from './resolution.ts'

export type Uncounted = 'NOT_STARTED' | 'PACKAGE_SUSPENDED' | 'PACKAGE_EXPIRED' | 'PACKAGE_CANCELLED' | 'BOOST_EXPIRED'

/** A package, boost or tier that says something about a pool. */
export interface Source {
  /** Of the assignment, the boost, or the tier's package. */
  id: string
  kind: 'package' | 'boost' | 'tier'
  /** Of the package; of a boost, its feature's. */
  code: string
  name: string
  status: AssignmentStatus
  startsAt: Date | undefined
  expiresAt: Date | undefined
  /** The grants of the counted sources of a level add up to its limit. */
  grant: Grant
  /** Why it is not counted; undefined: it is. */
  reason: Uncounted | undefined
}

/** Packages and boosts of each level for a pool, counted or not; of each kind the one that begins first comes first. */
export function sourcesAt(level: Step['level'], inputs: EntitlementInputs, pool: Feature, at: Date): Source[] {
  const { catalog, namespace, workspace, user } = inputs
  if (level === 'tier') return tierSource(catalog, pool, user?.tier ?? '')
  const owned: OwnerGrants | undefined = level === 'namespace' ? namespace : workspace
  if (owned === undefined) return []
  return [
    ...inOrder(owned.packages).flatMap((held) => packageSource(catalog, pool, held, at)),
    ...inOrder(owned.boosts)
      .filter(({ feature }) => feature === pool.code)
      .map((boost) => boostSource(pool, boost, at)),
  ]
}

/** The database has them in no order. */
const inOrder = <Held extends HeldPackage | HeldBoost>(held: readonly Held[]): Held[] =>
  held.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || (a.id < b.id ? -1 : 1))

function packageSource(catalog: Catalog, pool: Feature, held: HeldPackage, at: Date): Source[] {
  const offered = catalog.packages.get(held.package)
  const grant = offered?.grants.get(pool.code)
  if (offered === undefined || grant === undefined) return []
  const { id, startsAt, expiresAt } = held
  const reason = isCounted(held, at) ? undefined : lapse(held, at)
  return [
    {
      ...{ id, kind: 'package', code: held.package, name: offered.name, status: statusAt(held, at) },
      ...{ startsAt, expiresAt, grant: givenBy(pool, grant), reason },
    },
  ]
}

function lapse(held: HeldPackage, at: Date): Uncounted {
  if (held.startsAt > at && isCounted(held, held.startsAt)) return 'NOT_STARTED'
  const status = statusAt(held, at)
  if (status === 'suspended') return 'PACKAGE_SUSPENDED'
  return status === 'cancelled' ? 'PACKAGE_CANCELLED' : 'PACKAGE_EXPIRED'
}

function boostSource(pool: Feature, boost: HeldBoost, at: Date): Source {
  const { id, type, limit, startsAt, expiresAt } = boost
  const isOver = expiresAt !== undefined && expiresAt <= at
  const late = isOver ? 'BOOST_EXPIRED' : 'NOT_STARTED'
  const grant = type === 'unlimited' ? 'unlimited' : type === 'enable' ? 'on' : limit
  return {
    ...{ id, kind: 'boost', code: pool.code, name: pool.name, status: isOver ? 'expired' : 'active' },
    ...{ startsAt, expiresAt, grant: givenBy(pool, grant), reason: isUsable(boost, at) ? undefined : late },
  }
}

function tierSource(catalog: Catalog, pool: Feature, tier: string): Source[] {
  const offered = catalog.packages.get(tier)
  if (!offered?.isActive || !offered.grants.has(pool.code)) return []
  const { id, code, name } = offered
  const always = { startsAt: undefined, expiresAt: undefined }
  return [{ id, kind: 'tier', code, name, status: 'active', ...always, grant: 'on', reason: undefined }]
}

/** Amount that a grant adds to a pool of this type: "on" adds nothing to a number. */
function givenBy({ type }: Feature, grant: Grant): Grant {
  if (type === 'boolean') return 'on'
  if (type === 'unlimited') return 'unlimited'
  return grant === 'on' ? 0 : grant
}
