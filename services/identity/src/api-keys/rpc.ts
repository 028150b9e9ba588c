import type { Database, Write } from '@plinth/kit/db'
import type { Handlers } from '@plinth/kit/rpc'
import { type ApiKey as ApiKeyMessage, ApiKeysServiceService as ApiKeys } from '@plinth/proto/identity/v1/api_keys.ts'
import { callerOf } from '../caller.ts'
import type { ApiKey } from './api-key.ts'
import {
  type ApiKeySettings,
  countApiKeys,
  createApiKey,
  getApiKey,
  listApiKeys,
  revokeApiKey,
  rotateApiKey,
  updateApiKey,
} from './verbs.ts'

export function apiKeysRpc(database: Database, write: Write, settings: ApiKeySettings): Handlers<typeof ApiKeys> {
  return {
    createApiKey: write(ApiKeys.createApiKey, async (request, call, tx) => {
      const { apiKey, key } = await createApiKey(tx, callerOf(call.context), request, settings)
      return { apiKey: toMessage(apiKey), key }
    }),
    getApiKey: async ({ id }, call) => ({ apiKey: toMessage(await getApiKey(database, callerOf(call.context), id)) }),
    listApiKeys: async ({ query }, call) => {
      const { rows, info } = await listApiKeys(database, callerOf(call.context), query)
      return { apiKeys: rows.map(toMessage), page: info }
    },
    updateApiKey: write(ApiKeys.updateApiKey, async ({ id, name, scopes, allowedIps }, call, tx) => {
      const changes = { name, scopes: scopes?.values, allowedIps: allowedIps?.values }
      return { apiKey: toMessage(await updateApiKey(tx, callerOf(call.context), id, changes)) }
    }),
    rotateApiKey: write(ApiKeys.rotateApiKey, async ({ id, gracePeriodHours }, call, tx) => {
      const { apiKey, key, previous } = await rotateApiKey(tx, callerOf(call.context), id, gracePeriodHours, settings)
      return { apiKey: toMessage(apiKey), key, previousId: previous.id, previousExpiresAt: previous.expiresAt }
    }),
    revokeApiKey: write(ApiKeys.revokeApiKey, async ({ id }, call, tx) => {
      await revokeApiKey(tx, callerOf(call.context), id)
      return {}
    }),
    countApiKeys: async ({ workspaceId }) => ({ active: await countApiKeys(database, workspaceId) }),
  }
}

const toMessage = (key: ApiKey): ApiKeyMessage => ({
  ...key,
  scopes: [...key.scopes],
  allowedIps: [...key.allowedIps],
})
