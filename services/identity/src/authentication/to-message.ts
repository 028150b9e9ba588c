import type { AuthenticateResponse } from '@plinth/proto/identity/v1/authentication.ts'
import type { Bearer } from './verbs.ts'

export const bearerMessage = (bearer: Bearer, sessionId = ''): AuthenticateResponse => ({
  principal: {
    keyId: bearer.keyId,
    userId: bearer.userId,
    isOperator: bearer.isOperator,
    homeWorkspaceId: bearer.workspaceId,
    scopes: [...bearer.scopes],
    keyFamilyId: bearer.familyId,
    keyGeneration: bearer.generation,
    allWorkspaces: bearer.allWorkspaces,
    name: bearer.name,
    sessionId,
  },
  prefix: bearer.prefix,
  keyName: bearer.keyName,
  rateLimitTier: bearer.rateLimitTier,
  allowedIps: [...bearer.allowedIps],
  expiresAt: bearer.expiresAt,
  expiresInMs: bearer.expiresInMs === undefined ? undefined : Math.floor(bearer.expiresInMs),
})
