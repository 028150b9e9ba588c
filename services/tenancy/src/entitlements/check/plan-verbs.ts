import type { Queryable } from '@plinth/kit/db'
import { findFeature } from '../../catalog/catalog.ts'
import { fail } from '../../errors.ts'
import { grantOf } from '../grants/grants.ts'
import type { ReadCatalog } from '../plan/plan.ts'
import { findFactsOf } from '../plan/store.ts'

export interface PlanQuestion {
  workspaceId: string
  feature: string
}

const questionsMax = 500

/**
 * Whether the plan of each workspace includes a feature, in the order asked: its own packages and boosts decide, whatever is used.
 * False for a workspace or feature that is not there, and for a limit of 0. One statement for all.
 */
export async function checkPlans(
  db: Queryable,
  readCatalog: ReadCatalog,
  questions: readonly PlanQuestion[],
): Promise<boolean[]> {
  if (questions.length > questionsMax) throw fail.tooMany(questionsMax)
  const plans = await findFactsOf(db, [...new Set(questions.map(({ workspaceId }) => workspaceId))])
  const [any] = plans.values()
  if (any === undefined) return questions.map(() => false)
  const catalog = await readCatalog(db, any.catalogVersion)
  return questions.map(({ workspaceId, feature }) => {
    const plan = plans.get(workspaceId)
    const pool = findFeature(catalog, feature)?.pool
    if (plan === undefined || pool === undefined) return false
    const grant = grantOf(catalog, pool, plan, plan.at)
    return grant !== undefined && grant !== 0
  })
}
