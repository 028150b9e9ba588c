import { parseApiKey } from '@plinth/kit/api-key-format'
import { fail } from '../errors.ts'
import type { Exchange } from '../http/context/exchange.ts'
import type { Gateway } from '../http/context/gateway.ts'
import type { Bearer } from './caller.ts'
import type { Credential } from './credential.ts'
import { networkOf } from './network.ts'
import { anonymousPolicies } from './rate-policies.ts'

/**
 * The bearer of the key. A key that was not seen here within the hour is asked for only while its address has calls left:
 * made-up ones cost no question then. Throws as AccessDirectory.bearer does, and RATE_LIMIT_EXCEEDED.
 */
export function introduce(credential: Credential, exchange: Exchange, gateway: Gateway): Promise<Bearer> {
  const { directory, lines } = gateway
  const { requestId, ip, res } = exchange
  const isSeen = () => directory.workspaceOf(credential) !== undefined
  if (isSeen() || parseApiKey(credential.key) === undefined) return directory.bearer(credential, requestId)
  return lines.run(networkOf(ip), async () => {
    // Its caller may have gone while it waited in line.
    if (res.destroyed) throw fail.overloaded()
    if (!isSeen()) await refuseSpent(ip, gateway)
    return directory.bearer(credential, requestId)
  })
}

async function refuseSpent(ip: string, { limiter }: Gateway): Promise<void> {
  const { states } = await limiter.take(anonymousPolicies(ip, 0))
  const [spent] = states.filter(({ remaining }) => remaining === 0)
  if (spent !== undefined) throw fail.rateLimited([spent.policy.name], Math.max(1, Math.ceil(spent.resetMs / 1_000)))
}
