import type { AuthenticateResponse } from '@plinth/proto/identity/v1/authentication.ts'
import type { Credential } from './store.ts'

// Field by field: no hash of a key or a token leaves with them.
export const bearerMessage = (key: Credential, sessionId = ''): AuthenticateResponse => ({
  principal: {
    keyId: key.id,
    userId: key.userId,
    isOperator: key.isOperator,
    homeWorkspaceId: key.workspaceId,
    scopes: [...key.scopes],
    keyFamilyId: key.familyId,
    keyGeneration: key.generation,
    allWorkspaces: key.allWorkspaces,
    name: key.name ?? '',
    sessionId,
  },
  prefix: key.prefix,
  keyName: key.keyName,
  rateLimitTier: key.rateLimitTier,
  allowedIps: [...key.allowedIps],
  expiresAt: key.expiresAt,
  expiresInMs: key.expiresInMs === undefined ? undefined : Math.floor(key.expiresInMs),
})
