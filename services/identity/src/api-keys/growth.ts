// No key grows beyond whoever makes or changes it (api.md §4).
import { type IpRange, parseIpRange, rangeHolds } from '@plinth/kit/ip-ranges'
import { parseScopes, scopesBeyond } from '@plinth/kit/scopes'
import { isTier, narrowerTier } from '@plinth/kit/tiers'
import type { Powers } from './api-key.ts'

const allowedIpsMax = 100
const nameMax = 255

/** Field → sentences; empty when all is well. */
export type Mistakes = Record<string, string[]>

export function nameMistakes(name: string): Mistakes {
  return name.trim() === '' || name.length > nameMax || name.includes('\0')
    ? { name: [`The name has 1 to ${nameMax} characters.`] }
    : {}
}

/** @param granted What the caller holds, and for a change also what the key holds already. */
export function scopeMistakes(granted: readonly string[], wanted: readonly string[]): Mistakes {
  const { scopes, unknown } = parseScopes(wanted)
  const sentences = [
    ...unknown.map((scope) => `The scope ${shown(scope)} is unknown.`),
    ...scopesBeyond(granted, scopes).map((scope) => `The scope ${scope} is beyond your own.`),
  ]
  return sentences.length > 0 ? { scopes: sentences } : {}
}

export function tierMistakes(workspaceTier: string, wanted: string): Mistakes {
  if (!isTier(wanted)) return { rate_limit_tier: ['The tier is unknown.'] }
  const bound = isTier(workspaceTier) ? workspaceTier : 'free'
  return narrowerTier(wanted, bound) === wanted ? {} : { rate_limit_tier: ["The tier is above the workspace's."] }
}

export function expiryMistakes(powers: Powers, wanted: Date | undefined, now: Date): Mistakes {
  if (wanted !== undefined && wanted <= now) return { expires_at: ['The expiry lies in the past.'] }
  if (powers.expiresAt !== undefined && (wanted === undefined || wanted > powers.expiresAt))
    return { expires_at: ["The expiry is later than your own key's."] }
  return {}
}

export function reachMistakes(powers: Powers, wanted: boolean): Mistakes {
  return wanted && !powers.allWorkspaces ? { all_workspaces: ['Your own key acts in its own workspace alone.'] } : {}
}

/** @param bounds Lists of ranges, each an upper bound by itself; an empty one is any address. */
export function ipMistakes(bounds: readonly (readonly string[])[], wanted: readonly string[]): Mistakes {
  if (wanted.length > allowedIpsMax) return { allowed_ips: [`There may be ${allowedIpsMax} entries at the most.`] }
  const isAnyAllowed = bounds.some((ranges) => ranges.length === 0)
  if (wanted.length === 0) return isAnyAllowed ? {} : { allowed_ips: ["Every address is beyond your own key's."] }
  const outer = bounds.flat().map(parseIpRange)
  const sentences = wanted.flatMap((text) => {
    const range = parseIpRange(text)
    if (range === undefined) return [`${shown(text)} is no IP address or CIDR.`]
    return isAnyAllowed || isWithin(outer, range) ? [] : [`${text} is beyond your own key's addresses.`]
  })
  return sentences.length > 0 ? { allowed_ips: sentences } : {}
}

const isWithin = (outer: readonly (IpRange | undefined)[], range: IpRange): boolean =>
  outer.some((one) => one !== undefined && rangeHolds(one, range))

const shown = (text: string): string => JSON.stringify(text.slice(0, 64))
