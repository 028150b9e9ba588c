import type { Queryable } from '@plinth/kit/db'
import type { Handlers } from '@plinth/kit/rpc'
import type { SearchServiceService } from '@plinth/proto/tenancy/v1/search.ts'
import { callerOf } from '../caller.ts'
import { searchTenancy } from './verbs.ts'

export function searchRpc(db: Queryable): Handlers<typeof SearchServiceService> {
  return {
    searchTenancy: async ({ search = { text: '', types: [] } }, { context }) => ({
      results: await searchTenancy(db, callerOf(context), search),
    }),
  }
}
