// The features of plans, cached as fast checks are: at most 2 s old, counted from the question, and dropped when the workspace or the
// catalogue changes.

import { batcher } from '@plinth/kit/async/batcher'
import { cachedMsMax } from '@plinth/kit/owner-changes'
import type { Client } from '@plinth/kit/rpc'
import type { CheckPlansRequest_Question, EntitlementsServiceService } from '@plinth/proto/tenancy/v1/entitlements.ts'
import { contextOf } from '../access/caller.ts'
import { TtlCache } from '../ttl-cache.ts'
import type { CachedChecksOptions } from './cached-checks.ts'

export type PlanChecks = Pick<Client<typeof EntitlementsServiceService>, 'checkPlans'>

interface Cached {
  workspaceId: string
  isIncluded: boolean
  /** Time by the clock that tests can move. */
  isOverAt: number
}

interface Asked {
  question: CheckPlansRequest_Question
  requestId: string
}

/** Returns the call with a cache. Uncached plans are asked for together with the others of the same tick. */
export function cachedPlans(
  client: PlanChecks,
  { changes, clock, ttlMs, entriesMax, isTrusted }: Omit<CachedChecksOptions, 'bytesMax'>,
): PlanChecks & { clear(): void } {
  const ageMsMax = Math.min(cachedMsMax, ttlMs)
  const cache = new TtlCache<Cached>({
    ...{ entriesMax, ttlMs: ageMsMax, monotonicMs: () => clock.monotonicMs(), isTrusted, changes },
    namesOf: ({ workspaceId }) => [workspaceId],
    isOver: ({ isOverAt }) => clock.now().getTime() >= isOverAt,
  })
  const ask = batcher(async (asked: readonly Asked[]) => {
    const context = contextOf({ requestId: asked[0]?.requestId ?? '' })
    return (await client.checkPlans({ questions: asked.map(({ question }) => question) }, { context })).areIncluded
  })
  const isIncluded = async (question: CheckPlansRequest_Question, requestId: string): Promise<boolean> => {
    const { workspaceId, feature } = question
    const known = await cache.load(`${workspaceId} ${feature}`, async () => {
      const isOverAt = clock.now().getTime() + ageMsMax
      return { workspaceId, isIncluded: await ask({ question, requestId }), isOverAt }
    })
    return known.isIncluded
  }
  return {
    async checkPlans({ questions }, { context } = {}) {
      const requestId = context?.requestId ?? ''
      return { areIncluded: await Promise.all(questions.map((question) => isIncluded(question, requestId))) }
    },
    clear: () => cache.clear(),
  }
}
