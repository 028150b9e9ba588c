import type { Database } from '@plinth/kit/db'
import type { Handlers } from '@plinth/kit/rpc'
import type { OverviewServiceService } from '@plinth/proto/webhooks/v1/overview.ts'
import { overviewReader } from './verbs.ts'

export function overviewRpc(database: Database, version: string): Handlers<typeof OverviewServiceService> {
  const read = overviewReader(database)
  return { getWebhooksOverview: async (_request, { context }) => ({ version, ...(await read(context)) }) }
}
