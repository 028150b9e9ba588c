import { parseScopes } from '@plinth/kit/access/scopes'
import { type ApiKey, type Grant, nameMistakes } from '../api-keys/api-key.ts'
import { boundsOf, refuse, type WantedApiKey } from '../api-keys/new-api-key.ts'
import { expiryMistakes, ipMistakes, scopeMistakes } from '../api-keys/scope-escalation.ts'

/** A key of no workspace and no user. */
export type OperatorKey = Omit<ApiKey, 'workspaceId' | 'userId' | 'rateLimitTier' | 'allWorkspaces'>

export type OperatorKeyDraft = Pick<OperatorKey, 'name' | 'scopes' | 'expiresAt' | 'allowedIps'>

export type WantedOperatorKey = OperatorKeyDraft & Pick<WantedApiKey, 'neverExpires' | 'allowsAnyIp'>

/** The fields that the public API shows (api.md §4). */
export const operatorKeyView = (key: OperatorKey): Record<string, unknown> => ({
  id: key.id,
  name: key.name,
  prefix: key.prefix,
  scopes: key.scopes,
  allowed_ips: key.allowedIps,
  last_used_at: key.lastUsedAt?.toISOString() ?? null,
  expires_at: key.expiresAt?.toISOString() ?? null,
  created_at: key.createdAt.toISOString(),
})

/** Fills in absent fields from the maker. Throws VALIDATION_ERROR when a field exceeds the grant of the maker. */
export function newOperatorKey(wanted: WantedOperatorKey, maker: Grant, now: Date): OperatorKeyDraft {
  const draft: OperatorKeyDraft = {
    name: wanted.name,
    scopes: wanted.scopes.length > 0 ? wanted.scopes : maker.scopes,
    ...boundsOf(wanted, maker),
  }
  refuse({
    ...nameMistakes(draft.name),
    ...scopeMistakes(maker.scopes, draft.scopes),
    ...expiryMistakes(maker, draft.expiresAt, now),
    ...ipMistakes([maker.allowedIps], draft.allowedIps),
  })
  return { ...draft, scopes: parseScopes(draft.scopes).scopes }
}

/**
 * Until when (milliseconds since 1970) the key grants every scope: Infinity without an expiry, 0 for a key with fewer scopes,
 * a replaced one and an expired one. No change may make the latest such time of all keys earlier.
 */
export function lastsUntil({ scopes, rotatedAt, expiresAt }: OperatorKey, now: Date): number {
  if (!scopes.includes('*') || rotatedAt !== undefined) return 0
  if (expiresAt === undefined) return Number.POSITIVE_INFINITY
  return expiresAt > now ? expiresAt.getTime() : 0
}
