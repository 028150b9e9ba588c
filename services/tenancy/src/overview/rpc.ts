import type { Handlers } from '@plinth/kit/rpc'
import type { OverviewServiceService } from '@plinth/proto/tenancy/v1/overview.ts'
import { callerOf } from '../caller.ts'
import type { NearLimitDeps } from './near-limit-verbs.ts'
import { overviewReader } from './verbs.ts'

export function overviewRpc(deps: NearLimitDeps, version: string): Handlers<typeof OverviewServiceService> {
  const read = overviewReader(deps)
  return {
    getTenancyOverview: async (_request, { context }) => {
      const { nearLimit, ...recent } = await read(callerOf(context))
      return { version, ...recent, nearLimit: [...nearLimit] }
    },
  }
}
