import { type Feature, findFeature } from '../catalog/catalog.ts'
import { anchorOf, consideredIn, grantOf, lapseOf, likeliest } from './level.ts'
import type { Holdings, NotEntitled, Reason, Resolution, Situation, Step } from './situation.ts'
import { windowAt } from './window.ts'

/** Namespace, then the paying workspace, then the user's tier: the first that includes the feature decides (api.md §12). */
export function resolve(situation: Situation, code: string, at: Date): Resolution {
  const { catalog, namespace, workspace } = situation
  const found = findFeature(catalog, code)
  const refused = (reason: Reason, steps: () => Step[]): NotEntitled => ({ reason, feature: found?.feature, steps })
  if (found === undefined) return refused('FEATURE_NOT_FOUND', none)
  if (!namespace.isActive) return refused('NAMESPACE_INACTIVE', none)
  if (!namespace.isUserOwned && workspace?.isSuspended) return refused('WORKSPACE_SUSPENDED', none)

  const { pool } = found
  const included = (level: Step['level'], ownerId: string) => ({
    ...{ reason: undefined, feature: found.feature, pool, level, ownerId },
    steps: () => stepsTo(level, situation, pool, at),
  })
  for (const [level, holdings] of levelsOf(situation)) {
    const grant = grantOf(catalog, pool, holdings, at)
    if (grant === undefined) continue
    if (level === 'workspace' && workspace?.isSuspended)
      return refused('WORKSPACE_SUSPENDED', () => stepsTo(level, situation, pool, at))
    const limit = typeof grant === 'number' ? grant : undefined
    const window = windowAt(pool, anchorOf(catalog, holdings.packages, at), at)
    return { ...included(level, holdings.ownerId), limit, window }
  }
  const tier = tierStep(situation, pool)
  if (tier !== undefined && tier.passedOver === undefined)
    return { ...included(tier.level, tier.ownerId), limit: undefined, window: windowAt(pool, undefined, at) }
  const steps = stepsTo('tier', situation, pool, at)
  return refused(likeliest(steps.map(({ passedOver }) => passedOver)), () => steps)
}

const none = () => []

/** The levels that were asked, up to the one that decided. Few want to know them, so they are asked once more for it. */
function stepsTo(last: Step['level'], situation: Situation, pool: Feature, at: Date): Step[] {
  const { catalog } = situation
  const steps: Step[] = []
  for (const [level, holdings] of levelsOf(situation)) {
    const isPassed = grantOf(catalog, pool, holdings, at) === undefined
    steps.push({
      ...{ level, ownerId: holdings.ownerId, considered: consideredIn(catalog, pool, holdings) },
      passedOver: isPassed ? lapseOf(catalog, pool, holdings, at) : undefined,
    })
    if (level === last) return steps
  }
  const tier = tierStep(situation, pool)
  return tier === undefined ? steps : [...steps, tier]
}

const levelsOf = ({ namespace, workspace }: Situation): (readonly ['namespace' | 'workspace', Holdings])[] => [
  ['namespace', namespace],
  ...(workspace === undefined ? [] : [['workspace', workspace] as const]),
]

/** A user's tier is the package of that code; it gives boolean features in the user's own namespaces. */
function tierStep({ catalog, namespace, user }: Situation, pool: Feature): Step | undefined {
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
