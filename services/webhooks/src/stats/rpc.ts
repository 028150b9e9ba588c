import type { Database } from '@plinth/kit/db'
import type { Handlers } from '@plinth/kit/rpc'
import type { StatsServiceService as StatsService } from '@plinth/proto/webhooks/v1/stats.ts'
import { countOwnUse, getStats } from './verbs.ts'

export function statsRpc(database: Database): Handlers<typeof StatsService> {
  return {
    getStats: async (_request, call) => getStats(database, call.context),
    countOwnUse: ({ workspaceId }) => countOwnUse(database, workspaceId),
  }
}
