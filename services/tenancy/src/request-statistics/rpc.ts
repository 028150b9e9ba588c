import type { Handlers } from '@plinth/kit/rpc'
import {
  GetStatisticsRequest_GroupBy,
  type RequestCount as RequestCountMessage,
  type StatisticsServiceService,
} from '@plinth/proto/tenancy/v1/statistics.ts'
import { callerOf, workspaceOf } from '../caller.ts'
import { type Grouping, noTotals, type RequestCount } from './request-count.ts'
import { getStatistics, recordRequests, type UsageDeps } from './verbs.ts'

/** Counted by gateways, in no caller's name; read by the members of a workspace. */
export function statisticsRpc(deps: UsageDeps): Handlers<typeof StatisticsServiceService> {
  return {
    recordRequests: async ({ gatewayInstance, sequence, counts }) => ({
      isRepeat: await recordRequests(deps, {
        gatewayInstance,
        sequence,
        counts: counts.map((count) => fromMessage(count, deps.clock.now())),
      }),
    }),
    getStatistics: async ({ from = new Date(0), to = deps.clock.now(), groupBy }, call) => {
      const workspaceId = workspaceOf(callerOf(call.context))
      const { totals, groups } = await getStatistics(deps, workspaceId, { from, to, by: groupings.get(groupBy) })
      return { totals, groups: groups.map(({ name, totals }) => ({ group: name, totals })) }
    },
  }
}

const groupings: ReadonlyMap<GetStatisticsRequest_GroupBy, Grouping> = new Map([
  [GetStatisticsRequest_GroupBy.GROUP_BY_DAY, 'day'],
  [GetStatisticsRequest_GroupBy.GROUP_BY_ENDPOINT, 'endpoint'],
  [GetStatisticsRequest_GroupBy.GROUP_BY_KEY, 'key'],
])

function fromMessage(message: RequestCountMessage, now: Date): RequestCount {
  const { workspaceId, keyId, endpoint, hour = now, totals = noTotals, limited, denied } = message
  return { workspaceId, keyId, endpoint, hour, ...totals, limited, denied }
}
