// No scope escalation: a key gets no more than the caller who makes or changes it, and no higher tier than its workspace (api.md §4).
import { type IpRange, parseIpRange, rangeHolds } from '@plinth/kit/access/ip-ranges'
import { parseScopes, scopesBeyond } from '@plinth/kit/access/scopes'
import { isTier, narrowerTier } from '@plinth/kit/access/tiers'
import type { Grant, Mistakes } from './api-key.ts'

const allowedIpsMax = 100

/** @param granted The scopes of the caller, and for a change also those that the key has already. */
export function scopeMistakes(granted: readonly string[], wanted: readonly string[]): Mistakes {
  const { scopes, unknown } = parseScopes(wanted)
  const sentences = [
    ...unknown.map((scope) => `The scope ${shown(scope)} does not exist.`),
    ...scopesBeyond(granted, scopes).map((scope) => `Your own key does not have the scope ${scope}.`),
  ]
  return sentences.length > 0 ? { scopes: sentences } : {}
}

export function tierMistakes(workspaceTier: string, wanted: string): Mistakes {
  if (!isTier(wanted)) return { rate_limit_tier: ['The tier does not exist.'] }
  const bound = isTier(workspaceTier) ? workspaceTier : 'free'
  return narrowerTier(wanted, bound) === wanted
    ? {}
    : { rate_limit_tier: ['The tier must not be higher than the tier of the workspace.'] }
}

export function expiryMistakes(grant: Grant, wanted: Date | undefined, now: Date): Mistakes {
  if (wanted !== undefined && wanted <= now) return { expires_at: ['The expiry must be in the future.'] }
  if (isBeyondExpiry(grant, wanted))
    return { expires_at: ['The expiry must not be later than the expiry of your own key.'] }
  return {}
}

const isBeyondExpiry = ({ expiresAt }: Grant, wanted: Date | undefined): boolean =>
  expiresAt !== undefined && (wanted === undefined || wanted > expiresAt)

export function reachMistakes(grant: Grant, wanted: boolean): Mistakes {
  return wanted && !grant.allWorkspaces
    ? { all_workspaces: ['Your own key is limited to its workspace, so the new key must be too.'] }
    : {}
}

/**
 * A key gains scopes or addresses only from a caller who could make the key that results: otherwise a key that ends, or that some addresses alone
 * may use, could give its scopes to one without such bounds. What a key has already, it keeps.
 */
export function gainMistakes(key: Grant, wanted: Pick<Grant, 'scopes' | 'allowedIps'>, caller: Grant): Mistakes {
  const beyond = [
    ...(isBeyondExpiry(caller, key.expiresAt)
      ? ['The key expires later than your own key, so it cannot gain anything.']
      : []),
    ...(key.allWorkspaces && !caller.allWorkspaces
      ? ['Your own key is limited to its workspace, and the key is not, so it cannot gain anything.']
      : []),
  ]
  const mistakes: Mistakes = {}
  if (scopesBeyond(key.scopes, parseScopes(wanted.scopes).scopes).length > 0) {
    const { allowed_ips: elsewhere } = ipMistakes([caller.allowedIps], wanted.allowedIps)
    const sentences = [...beyond, ...(elsewhere === undefined ? [] : [noScopesElsewhere])]
    if (sentences.length > 0) mistakes['scopes'] = sentences
  }
  if (ipMistakes([key.allowedIps], wanted.allowedIps)['allowed_ips'] !== undefined) {
    const lacking = scopesBeyond(caller.scopes, parseScopes(wanted.scopes).scopes)
    const sentences = [
      ...beyond,
      ...lacking.map((scope) => `Your own key does not have the scope ${scope} of the key.`),
    ]
    if (sentences.length > 0) mistakes['allowed_ips'] = sentences
  }
  return mistakes
}

const noScopesElsewhere = 'The key allows addresses that your own key does not, so it cannot gain scopes.'

/** @param bounds Lists of ranges, each an upper bound by itself; an empty list allows every address. */
export function ipMistakes(bounds: readonly (readonly string[])[], wanted: readonly string[]): Mistakes {
  if (wanted.length > allowedIpsMax) return { allowed_ips: [`The list must have at most ${allowedIpsMax} entries.`] }
  const isAnyAllowed = bounds.some((ranges) => ranges.length === 0)
  if (wanted.length === 0)
    return isAnyAllowed
      ? {}
      : { allowed_ips: ['The list must not be empty, because your own key allows only some addresses.'] }
  const outer = bounds.flat().map(parseIpRange)
  const sentences = wanted.flatMap((text) => {
    const range = parseIpRange(text)
    if (range === undefined) return [`${shown(text)} is not an IP address or CIDR.`]
    return isAnyAllowed || isWithin(outer, range) ? [] : [`Your own key does not allow ${text}.`]
  })
  return sentences.length > 0 ? { allowed_ips: sentences } : {}
}

const isWithin = (outer: readonly (IpRange | undefined)[], range: IpRange): boolean =>
  outer.some((one) => one !== undefined && rangeHolds(one, range))

const shown = (text: string): string => JSON.stringify(text.slice(0, 64))
