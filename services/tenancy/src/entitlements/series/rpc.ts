import type { Handlers } from '@plinth/kit/rpc'
import type {
  GetUsageSeriesResponse_LimitSpan as LimitSpanMessage,
  UsageSeriesServiceService as UsageSeries,
} from '@plinth/proto/tenancy/v1/usage_series.ts'
import { callerOf } from '../../caller.ts'
import { toOwnerName } from '../../owners/from-message.ts'
import type { LimitSpan } from './limit-spans.ts'
import { type SeriesDeps, usageSeries } from './verbs.ts'

const never = new Date(Number.NaN)

export function usageSeriesRpc(deps: SeriesDeps): Handlers<typeof UsageSeries> {
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

const toSpan = ({ start, end, grant }: LimitSpan): LimitSpanMessage => ({ start, end, grant: toGrant(grant) })

function toGrant(grant: LimitSpan['grant']): LimitSpanMessage['grant'] {
  if (grant === undefined) return undefined
  if (grant === 'on') return { $case: 'isOn', value: true }
  if (grant === 'unlimited') return { $case: 'isUnlimited', value: true }
  return { $case: 'limit', value: grant }
}
