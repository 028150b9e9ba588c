import type { Handlers } from '@plinth/kit/rpc'
import type { SearchServiceService } from '@plinth/proto/webhooks/v1/search.ts'
import { type SearchDeps, searchWebhooks } from './verbs.ts'

export function searchRpc(deps: SearchDeps): Handlers<typeof SearchServiceService> {
  return {
    searchWebhooks: async ({ search = { text: '', types: [] } }, { context }) => ({
      results: await searchWebhooks(deps, context, search),
    }),
  }
}
