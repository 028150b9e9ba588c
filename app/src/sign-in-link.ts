import type { Env } from '@plinth/kit/config'
import type { Dial } from '@plinth/kit/part'
import { CallContext, Principal } from '@plinth/proto/common/v1/context.ts'
import { type CreateSignInLinkResponse, SessionsServiceService } from '@plinth/proto/identity/v1/sessions.ts'

/** A caller with access to the database is an operator, and no key limits it. */
export const operatorContext: CallContext = {
  ...CallContext.decode(new Uint8Array()),
  principal: { ...Principal.decode(new Uint8Array()), isOperator: true, scopes: ['*'], name: 'plinth command' },
}

const lifeSeconds = 900

/**
 * Makes a link that signs in to the console once, within 15 minutes.
 * @param keyId The operator key that the session stands for; empty: the one that PLINTH_OPERATOR_KEY names, else the oldest
 *   with every scope.
 */
export const createSignInLink = (dial: Dial, keyId = ''): Promise<CreateSignInLinkResponse> =>
  dial('identity', SessionsServiceService).createSignInLink(
    { expiresInSeconds: lifeSeconds, keyId },
    { context: operatorContext },
  )

/** The code stands in the fragment: no log and no referrer sees it, and only a POST by the page spends it. */
export const consoleUrl = (url: string, code: string): string => `${url.replace(/\/+$/, '')}/console#c=${code}`

/** Whether the gateway of this environment has a console; it reads GATEWAY_CONSOLE itself, and refuses other words. */
export const hasConsole = ({ GATEWAY_CONSOLE: set }: Env): boolean => set !== 'false' && set !== '0'
