import { cached } from '@plinth/kit/async/cached'
import type { Caller } from '../caller.ts'
import { fail } from '../errors.ts'
import { type RecentCalls, sumRecentCalls } from '../request-statistics/minute-store.ts'
import { type NearLimit, type NearLimitDeps, nearLimits } from './near-limit-verbs.ts'

export interface Overview extends RecentCalls {
  nearLimit: readonly NearLimit[]
}

const ageMsMax = { calls: 1_000, limits: 5_000 }

/** The calls of all workspaces lately, and who is near a limit. Throws INSUFFICIENT_PERMISSIONS for other callers than operators. */
export function overviewReader(deps: NearLimitDeps): (caller: Caller) => Promise<Overview> {
  const calls = cached(() => sumRecentCalls(deps.database), ageMsMax.calls)
  const limits = cached(() => nearLimits(deps), ageMsMax.limits)
  return async ({ isOperator }) => {
    if (!isOperator) throw fail.operatorsOnly()
    const [recent, nearLimit] = await Promise.all([calls(), limits()])
    return { ...recent, nearLimit }
  }
}
