import { type Database, type Write, withOrigin } from '@plinth/kit/db'
import { originOf } from '@plinth/kit/events/origin'
import type { Callers, Handlers } from '@plinth/kit/rpc'
import {
  OperatorKeysServiceService as Keys,
  type OperatorKey as OperatorKeyMessage,
} from '@plinth/proto/identity/v1/operator_keys.ts'
import { callerOf } from '../caller.ts'
import { ensureOperatorKey } from './ensure-operator-key.ts'
import type { OperatorKey } from './operator-key.ts'
import {
  createOperatorKey,
  getOperatorKey,
  listOperatorKeys,
  revokeOperatorKey,
  rotateOperatorKey,
  type Settings,
  updateOperatorKey,
} from './verbs.ts'

/** Operator keys are made and ended through the gateway, or by the `plinth` command and the start in identity's own process. */
export const operatorKeysCallers: Callers<typeof Keys> = {
  gateway: [
    'createOperatorKey',
    'getOperatorKey',
    'listOperatorKeys',
    'updateOperatorKey',
    'rotateOperatorKey',
    'revokeOperatorKey',
  ],
  operator: 'all',
}

export function operatorKeysRpc(database: Database, write: Write, settings: Settings): Handlers<typeof Keys> {
  return {
    createOperatorKey: write(Keys.createOperatorKey, async (request, call, tx) => {
      const wanted = { ...request, expiresAt: request.expiresAt }
      const { operatorKey, key } = await createOperatorKey(tx, callerOf(call.context), wanted, settings)
      return { id: operatorKey.id, key, operatorKey: toMessage(operatorKey) }
    }),
    ensureOperatorKey: ({ key }, { context }) =>
      database.transaction(async (tx) => {
        const by = withOrigin(tx, originOf(context))
        const { lastEndedMsAgo, ...ensured } = await ensureOperatorKey(by, key, settings)
        return { ...ensured, lastEndedMsAgo: lastEndedMsAgo === undefined ? undefined : Math.floor(lastEndedMsAgo) }
      }),
    getOperatorKey: async ({ id }, call) => ({
      operatorKey: toMessage(await getOperatorKey(database, callerOf(call.context), id)),
    }),
    listOperatorKeys: async ({ query }, call) => {
      const { rows, info } = await listOperatorKeys(database, callerOf(call.context), query)
      return { operatorKeys: rows.map(toMessage), page: info }
    },
    updateOperatorKey: write(Keys.updateOperatorKey, async ({ id, name, scopes, allowedIps }, call, tx) => {
      const changes = { name, scopes: scopes?.values, allowedIps: allowedIps?.values }
      return { operatorKey: toMessage(await updateOperatorKey(tx, callerOf(call.context), id, changes)) }
    }),
    rotateOperatorKey: write(Keys.rotateOperatorKey, async ({ id, gracePeriodHours }, call, tx) => {
      const caller = callerOf(call.context)
      const { operatorKey, key, previous } = await rotateOperatorKey(tx, caller, id, gracePeriodHours, settings)
      return {
        operatorKey: toMessage(operatorKey),
        key,
        previousId: previous.id,
        previousExpiresAt: previous.expiresAt,
      }
    }),
    revokeOperatorKey: write(Keys.revokeOperatorKey, async ({ id }, call, tx) => {
      await revokeOperatorKey(tx, callerOf(call.context), id)
      return {}
    }),
  }
}

const toMessage = (key: OperatorKey): OperatorKeyMessage => ({
  ...key,
  scopes: [...key.scopes],
  allowedIps: [...key.allowedIps],
})
