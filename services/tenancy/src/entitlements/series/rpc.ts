import type { Handlers } from '@plinth/kit/rpc'
import type {
  GetUsageSeriesResponse_LimitSpan as LimitSpanMessage,
  UsageSeriesServiceService as UsageSeries,
} from '@plinth/proto/tenancy/v1/usage_series.ts'
import { callerOf } from '../../caller.ts'
import { toPlanGrant } from '../../catalog/to-message.ts'
import { toOwnerName } from '../../owners/from-message.ts'
import type { PlanDeps } from '../plan/loader.ts'
import type { LimitSpan } from './limit-spans.ts'
import { usageSeries } from './verbs.ts'

const never = new Date(Number.NaN)

export function usageSeriesRpc(deps: PlanDeps): Handlers<typeof UsageSeries> {
  return {
    getUsageSeries: async ({ owner, from = never, to = never, feature, bucket }, { context }) => {
      const question = { from, to, feature, bucket }
      const series = await usageSeries(deps, callerOf(context), toOwnerName(owner), question)
      return {
        ...{ ownerId: series.ownerId, pool: series.pool },
        points: [...series.points],
        windows: series.windows.map(toSpan),
        alerts: [...series.alerts],
      }
    },
  }
}

const toSpan = ({ start, end, grant }: LimitSpan): LimitSpanMessage => ({
  start,
  end,
  grant: grant === undefined ? undefined : toPlanGrant(grant),
})
