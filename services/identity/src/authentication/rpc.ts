import type { Handlers } from '@plinth/kit/rpc'
import type { AuthenticationServiceService } from '@plinth/proto/identity/v1/authentication.ts'
import { bearerMessage } from './to-message.ts'
import { type Authentication, authenticate } from './verbs.ts'

export function authenticationRpc(authentication: Authentication): Handlers<typeof AuthenticationServiceService> {
  return {
    authenticate: async ({ lookupId, keyHash }) => bearerMessage(await authenticate(authentication, lookupId, keyHash)),
  }
}
