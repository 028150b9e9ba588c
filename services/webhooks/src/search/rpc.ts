import type { Queryable } from '@plinth/kit/db'
import type { Handlers } from '@plinth/kit/rpc'
import type { SearchServiceService } from '@plinth/proto/webhooks/v1/search.ts'
import { searchWebhooks } from './verbs.ts'

export function searchRpc(db: Queryable): Handlers<typeof SearchServiceService> {
  return {
    searchWebhooks: async ({ search = { text: '', types: [] } }, { context }) => ({
      results: await searchWebhooks(db, context, search),
    }),
  }
}
