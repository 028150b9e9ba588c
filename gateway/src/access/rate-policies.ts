import { isTier, narrowerTier, type Tier } from '@plinth/kit/access/tiers'
import type { Policy } from '@plinth/kit/limiter'
import type { Bearer } from './caller.ts'
import { networkOf } from './network.ts'
import { type RateLimit, type RateLimits, workspaceRateLimit } from './rate-limits.ts'

const anonymousPerMinute = 60

interface Made {
  home: Bearer['home']
  limits: RateLimits
  policies: readonly Policy[]
}

// Most calls cost one, so their policies are the same while the cached facts of their key are.
const ofGrants = new WeakMap<Bearer['grant'], Made>()

/** Returns the buckets of the key and of its workspace; none for an operator. Every call costs one of the burst. */
export function bearerPolicies(bearer: Bearer, limits: RateLimits, hourCost = 1): readonly Policy[] {
  if (hourCost !== 1) return policiesOf(bearer, limits, hourCost)
  const { grant, home } = bearer
  const known = ofGrants.get(grant)
  if (known?.home === home && known?.limits === limits) return known.policies
  const policies = policiesOf(bearer, limits, 1)
  ofGrants.set(grant, { home, limits, policies })
  return policies
}

function policiesOf({ principal, grant, home }: Bearer, limits: RateLimits, hourCost: number): Policy[] {
  if (principal.isOperator) return []
  const workspaceTier = tierOr(home?.tier ?? '', 'free')
  const keyTier = narrowerTier(tierOr(grant.rateLimitTier, workspaceTier), workspaceTier)
  const hashTag = `{${principal.homeWorkspaceId}}`
  const limitOf = (tier: Tier) => workspaceRateLimit(limits, tier, home?.planLimits ?? {})
  return [
    ...pair(`${hashTag}:key:${principal.keyId}`, limitOf(keyTier), hourCost),
    ...pair(`${hashTag}:workspace`, limitOf(workspaceTier), hourCost),
  ]
}

/** Returns the bucket that calls from one address without a valid key share; an IPv6 network (/64) is one address. A cost of 0 only checks. */
export function anonymousPolicies(ip: string, cost = 1): Policy[] {
  const bucket = `{ip:${networkOf(ip)}}`
  return [{ bucket, name: 'ip', algorithm: 'window', limit: anonymousPerMinute, windowSeconds: 60, cost }]
}

function pair(bucket: string, { hour, burst }: RateLimit, cost: number): Policy[] {
  const ofHour = { bucket: `${bucket}:hour`, name: 'hour', algorithm: 'window', windowSeconds: 3_600, cost } as const
  const ofBurst = { bucket: `${bucket}:burst`, name: 'burst', algorithm: 'gcra', windowSeconds: 10, cost: 1 } as const
  return [
    ...(hour === undefined ? [] : [{ ...ofHour, limit: hour }]),
    ...(burst === undefined ? [] : [{ ...ofBurst, limit: burst }]),
  ]
}

const tierOr = (text: string, otherwise: Tier): Tier => (isTier(text) ? text : otherwise)
