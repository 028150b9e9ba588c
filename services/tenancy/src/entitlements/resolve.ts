import { type Feature, findFeature } from '../catalog/catalog.ts'
import { anchorOf, consideredIn, grantOf, lapseOf, likeliest } from './level.ts'
import type { Holdings, NotEntitled, Reason, Resolution, Situation, Step } from './situation.ts'
import { windowAt } from './window.ts'

/** Namespace, then the paying workspace, then the user's tier: the first that includes the feature decides (api.md §12). */
export function resolve(situation: Situation, code: string, at: Date): Resolution {
  const { catalog, namespace, workspace } = situation
  const found = findFeature(catalog, code)
  const steps: Step[] = []
  const refused = (reason: Reason): NotEntitled => ({ reason, feature: found?.feature, steps })
  if (found === undefined) return refused('FEATURE_NOT_FOUND')
  if (!namespace.isActive) return refused('NAMESPACE_INACTIVE')
  if (!namespace.isUserOwned && workspace?.isSuspended) return refused('WORKSPACE_SUSPENDED')

  const { pool } = found
  for (const [level, holdings] of levelsOf(situation)) {
    const grant = grantOf(catalog, pool, holdings, at)
    const passedOver = grant === undefined ? lapseOf(catalog, pool, holdings, at) : undefined
    const { ownerId } = holdings
    steps.push({ level, ownerId, considered: consideredIn(catalog, pool, holdings), passedOver })
    if (grant === undefined) continue
    if (level === 'workspace' && workspace?.isSuspended) return refused('WORKSPACE_SUSPENDED')
    const limit = typeof grant === 'number' ? grant : undefined
    const window = windowAt(pool, anchorOf(catalog, holdings.packages, at), at)
    return { reason: undefined, ...found, level, ownerId, limit, window, steps }
  }
  const tier = tierStep(situation, pool)
  if (tier !== undefined) steps.push(tier)
  if (tier === undefined || tier.passedOver !== undefined)
    return refused(likeliest(steps.map(({ passedOver }) => passedOver)))
  const { level, ownerId } = tier
  return { reason: undefined, ...found, level, ownerId, limit: undefined, window: windowAt(pool, undefined, at), steps }
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
