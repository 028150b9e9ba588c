import type { Queryable } from '@plinth/kit/db'
import type { Handlers } from '@plinth/kit/rpc'
import type { SearchServiceService } from '@plinth/proto/identity/v1/search.ts'
import { callerOf } from '../caller.ts'
import { searchIdentity } from './verbs.ts'

export function searchRpc(db: Queryable): Handlers<typeof SearchServiceService> {
  return {
    searchIdentity: async ({ search: { text, types } = { text: '', types: [] }, userIds }, { context }) => ({
      results: await searchIdentity(db, callerOf(context), { text, types, userIds }),
    }),
  }
}
