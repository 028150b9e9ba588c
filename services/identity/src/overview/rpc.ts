import type { Handlers } from '@plinth/kit/rpc'
import type { OverviewServiceService } from '@plinth/proto/identity/v1/overview.ts'
import { callerOf, requireOperator } from '../caller.ts'

export function overviewRpc(version: string): Handlers<typeof OverviewServiceService> {
  return {
    getIdentityOverview: async (_request, { context }) => {
      requireOperator(callerOf(context))
      return { version }
    },
  }
}
