import { type Tier, tiers } from '@plinth/kit/access/tiers'
import type { ResolveAccessResponse } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { z } from 'zod'

/** Calls per hour and burst; undefined is no limit. */
export interface RateLimit {
  hour: number | undefined
  burst: number | undefined
}

export type RateLimits = Readonly<Record<Tier, RateLimit>>

/** Defaults of api.md §7, in the format of GATEWAY_RATE_LIMITS. */
export const defaultRateLimits = ['free=1000/50', 'pro=10000/200', 'business=50000/500'] as const

const pattern = new RegExp(`^(${tiers.join('|')})=([1-9]\\d{0,8})/([1-9]\\d{0,8})$`)

export const rateLimitText = z
  .string()
  .regex(pattern, `must be tier=calls an hour/calls at once, such as ${defaultRateLimits.join(',')}`)

/** A tier that no text names keeps its default; enterprise has none. */
export function rateLimitsOf(texts: readonly string[]): RateLimits {
  const none = { hour: undefined, burst: undefined }
  const limits: Record<Tier, RateLimit> = { free: none, pro: none, business: none, enterprise: none }
  for (const text of [...defaultRateLimits, ...texts]) {
    const [, tier, hour, burst] = pattern.exec(text) ?? []
    const known = tiers.find((one) => one === tier)
    if (known !== undefined) limits[known] = { hour: Number(hour), burst: Number(burst) }
  }
  return limits
}

/** Returns the rate limits of a workspace. A workspace of the enterprise tier has the limits of its plan, if the plan has any. */
export function workspaceRateLimit(
  limits: RateLimits,
  tier: Tier,
  planLimits: ResolveAccessResponse['planLimits'],
): RateLimit {
  if (tier !== 'enterprise') return limits[tier]
  const { hour, burst } = limits.enterprise
  return {
    hour: planned(planLimits['plinth.requests_per_hour']) ?? hour,
    burst: planned(planLimits['plinth.requests_burst']) ?? burst,
  }
}

const planned = (limit: number | undefined): number | undefined =>
  limit === undefined ? undefined : Math.max(1, limit)
