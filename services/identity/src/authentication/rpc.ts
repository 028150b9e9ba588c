import type { Handlers } from '@plinth/kit/rpc'
import type { AuthenticationServiceService } from '@plinth/proto/identity/v1/authentication.ts'
import { type Authentication, authenticate } from './verbs.ts'

export function authenticationRpc(authentication: Authentication): Handlers<typeof AuthenticationServiceService> {
  return {
    authenticate: async ({ lookupId, keyHash }) => {
      const bearer = await authenticate(authentication, lookupId, keyHash)
      return {
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
        },
        prefix: bearer.prefix,
        rateLimitTier: bearer.rateLimitTier,
        allowedIps: [...bearer.allowedIps],
        expiresAt: bearer.expiresAt,
        expiresInMs: bearer.expiresInMs === undefined ? undefined : Math.floor(bearer.expiresInMs),
      }
    },
  }
}
