import type { Clock } from '@plinth/kit/clock'
import type { Database } from '@plinth/kit/db'
import type { Handlers } from '@plinth/kit/rpc'
import type { OperatorKeysServiceService } from '@plinth/proto/identity/v1/operator_keys.ts'
import { createOperatorKey, ensureOperatorKey } from './verbs.ts'

export function operatorKeysRpc(
  database: Database,
  settings: { keyPrefix: string; clock: Clock },
): Handlers<typeof OperatorKeysServiceService> {
  return {
    createOperatorKey: ({ name }) => database.transaction((tx) => createOperatorKey(tx, name, settings)),
    ensureOperatorKey: async ({ key }) => ({
      madeKey: await database.transaction((tx) => ensureOperatorKey(tx, key, settings)),
    }),
  }
}
