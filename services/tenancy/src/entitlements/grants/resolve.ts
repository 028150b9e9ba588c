import { type Feature, findFeature } from '../../catalog/catalog.ts'
import type { EntitlementInputs, OwnerGrants } from './entitlement-inputs.ts'
import { anchorOf, consideredIn, denialReason, grantOf, mostActionable } from './grants.ts'
import type { NotEntitled, Reason, Resolution, Step } from './resolution.ts'
import { windowAt } from './window.ts'

/** Namespace, then the paying workspace, then the user's tier: the first that includes the feature decides (api.md §12). */
export function resolve(inputs: EntitlementInputs, code: string, at: Date): Resolution {
  const { catalog, namespace, workspace } = inputs
  const found = findFeature(catalog, code)
  const refused = (reason: Reason, steps: () => Step[]): NotEntitled => ({ reason, feature: found?.feature, steps })
  if (found === undefined) return refused('FEATURE_NOT_FOUND', none)
  if (!namespace.isActive) return refused('NAMESPACE_INACTIVE', none)
  if (!namespace.isUserOwned && workspace?.isSuspended) return refused('WORKSPACE_SUSPENDED', none)

  const { pool } = found
  const included = (level: Step['level'], ownerId: string) => ({
    ...{ reason: undefined, feature: found.feature, pool, level, ownerId },
    steps: () => stepsTo(level, inputs, pool, at),
  })
  for (const [level, ownerGrants] of levelsOf(inputs)) {
    const grant = grantOf(catalog, pool, ownerGrants, at)
    if (grant === undefined) continue
    if (level === 'workspace' && workspace?.isSuspended)
      return refused('WORKSPACE_SUSPENDED', () => stepsTo(level, inputs, pool, at))
    const limit = typeof grant === 'number' ? grant : undefined
    const window = windowAt(pool, anchorOf(catalog, ownerGrants.packages, at), at)
    return { ...included(level, ownerGrants.ownerId), limit, window }
  }
  const tier = tierStep(inputs, pool)
  if (tier !== undefined && tier.passedOver === undefined)
    return { ...included(tier.level, tier.ownerId), limit: undefined, window: windowAt(pool, undefined, at) }
  const steps = stepsTo('tier', inputs, pool, at)
  return refused(mostActionable(steps.map(({ passedOver }) => passedOver)), () => steps)
}

const none = () => []

/** The levels that were asked, up to the one that decided. Few want to know them, so they are asked once more for it. */
function stepsTo(last: Step['level'], inputs: EntitlementInputs, pool: Feature, at: Date): Step[] {
  const { catalog } = inputs
  const steps: Step[] = []
  for (const [level, ownerGrants] of levelsOf(inputs)) {
    const isPassed = grantOf(catalog, pool, ownerGrants, at) === undefined
    steps.push({
      ...{ level, ownerId: ownerGrants.ownerId, considered: consideredIn(catalog, pool, ownerGrants) },
      passedOver: isPassed ? denialReason(catalog, pool, ownerGrants, at) : undefined,
    })
    if (level === last) return steps
  }
  const tier = tierStep(inputs, pool)
  return tier === undefined ? steps : [...steps, tier]
}

const levelsOf = ({
  namespace,
  workspace,
}: EntitlementInputs): (readonly ['namespace' | 'workspace', OwnerGrants])[] => [
  ['namespace', namespace],
  ...(workspace === undefined ? [] : [['workspace', workspace] as const]),
]

/** A user's tier is the package of that code; it gives boolean features in the user's own namespaces. */
function tierStep({ catalog, namespace, user }: EntitlementInputs, pool: Feature): Step | undefined {
  if (!namespace.isUserOwned || user === undefined || pool.type !== 'boolean') return undefined
  const tier = catalog.packages.get(user.tier)
  const isGranted = tier?.isActive === true && tier.grants.has(pool.code)
  return {
    level: 'tier',
    ownerId: user.ownerId,
    considered: isGranted ? [tier.id] : [],
    passedOver: isGranted ? undefined : 'FEATURE_NOT_INCLUDED',
  }
}
