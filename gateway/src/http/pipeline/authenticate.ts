import { parseApiKey } from '@plinth/kit/access/api-key-format'
import { containsApiKey } from '@plinth/kit/access/contains-api-key'
import { isIpAllowed } from '@plinth/kit/access/ip-ranges'
import { errorCodes, PlinthError } from '@plinth/kit/errors'
import type { Bearer } from '../../access/caller.ts'
import type { Credential } from '../../access/credential.ts'
import { networkOf } from '../../access/network.ts'
import { isFromOwnPage } from '../../access/own-page.ts'
import { anonymousPolicies } from '../../access/rate-policies.ts'
import { cookieOf } from '../../access/session-cookie.ts'
import { fail } from '../../errors.ts'
import type { Gateway } from '../context/gateway.ts'
import type { ReceivedRequest } from '../context/request-context.ts'
import type { Step } from '../context/step.ts'

/** Defers a refusal until the call is counted, unless no service can tell whose call it is. */
export const authenticate: Step = async (request, gateway) => {
  const { query, ip, isIpKnown, operation } = request
  if (query.size > 0 && hasKey(query)) request.deferredRefusal = fail.keyInQuery()
  if (operation?.scope === 'none') return
  const credential = operation?.startsSession === true ? keyOfSignIn(request, gateway) : request.credential
  if (operation?.startsSession === true && credential === undefined) return
  try {
    if (credential === undefined) throw fail.unauthenticated()
    request.bearer = await findBearer(credential, request, gateway)
    const { allowedIps } = request.bearer.grant
    // Counts against the address, not the key: the holder of the key did not make this call.
    if (allowedIps.length > 0 && !(isIpKnown && isIpAllowed(allowedIps, ip)))
      request.deferredRefusal = fail.ipNotAllowed()
  } catch (err) {
    if (!(err instanceof PlinthError) || errorCodes[err.code].http >= 500) throw err
    request.deferredRefusal ??= err
  }
}

/** Beside other text too: links and refusals repeat names and values of the query. */
function hasKey(query: URLSearchParams): boolean {
  for (const [name, value] of query) if (containsApiKey(name) || containsApiKey(value)) return true
  return false
}

/**
 * Returns the bearer of the key. A key that was not seen here within the hour is looked up only while its address has calls left,
 * so that made-up keys cost no look-up. Throws as AccessDirectory.bearer does, and RATE_LIMIT_EXCEEDED.
 */
function findBearer(credential: Credential, request: ReceivedRequest, gateway: Gateway): Promise<Bearer> {
  const { directory, unseenKeys } = gateway
  const { requestId, ip, res } = request
  const isSeen = () => directory.workspaceOf(credential) !== undefined
  if (isSeen() || (credential.kind === 'key' && parseApiKey(credential.text) === undefined))
    return directory.bearer(credential, requestId)
  return unseenKeys.run(networkOf(ip), async () => {
    // The caller may have disconnected while the look-up waited in the queue.
    if (res.destroyed) throw fail.overloaded()
    if (!isSeen()) await refuseSpent(ip, gateway)
    return directory.bearer(credential, requestId)
  })
}

/** Returns the key to sign in with; undefined where a code may stand in the body. A session cannot make another one, which would outlive it. */
function keyOfSignIn(request: ReceivedRequest, { config }: Gateway): Credential | undefined {
  const { credential, req } = request
  if (!config.hasConsole) request.deferredRefusal ??= fail.noConsole()
  else if (!isFromOwnPage(req, config)) request.deferredRefusal ??= fail.notFromOwnPage()
  else if (cookieOf(req, config) === undefined) request.deferredRefusal ??= fail.notSecure()
  return credential?.kind === 'key' ? credential : undefined
}

async function refuseSpent(ip: string, { limiter }: Gateway): Promise<void> {
  const { states } = await limiter.take(anonymousPolicies(ip, 0))
  const [spent] = states.filter(({ remaining }) => remaining === 0)
  if (spent !== undefined) throw fail.rateLimited([spent.policy.name], Math.max(1, Math.ceil(spent.resetMs / 1_000)))
}
