import type { Database } from '@plinth/kit/db'
import type { Handlers } from '@plinth/kit/rpc'
import type { ForeignKeysServiceService } from '@plinth/proto/tenancy/v1/foreign_keys.ts'
import { callerOf } from '../caller.ts'
import { listForeignKeys, recordForeignKeys } from './verbs.ts'

/** Gateways report these keys without a caller; managers of a workspace read them. */
export function foreignKeysRpc(database: Database): Handlers<typeof ForeignKeysServiceService> {
  return {
    recordForeignKeys: async ({ foreignKeys }) => {
      await recordForeignKeys(database, foreignKeys)
      return {}
    },
    listForeignKeys: async ({ query }, { context }) => {
      const { rows, info } = await listForeignKeys(database, callerOf(context), query)
      return { foreignKeys: rows, page: info }
    },
  }
}
