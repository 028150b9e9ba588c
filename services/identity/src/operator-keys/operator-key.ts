import { parseScopes } from '@plinth/kit/scopes'
import type { Family, Powers } from '../api-keys/api-key.ts'
import { expiryMistakes, ipMistakes, nameMistakes, scopeMistakes } from '../api-keys/growth.ts'
import { refuse } from '../api-keys/new-api-key.ts'

export interface OperatorKey {
  id: string
  name: string
  /** "sk_live_" and a few letters. */
  prefix: string
  scopes: readonly string[]
  /** Empty: any. */
  allowedIps: readonly string[]
  lastUsedAt: Date | undefined
  expiresAt: Date | undefined
  /** Present: replaced by another key, and good until its grace ends at expiresAt. */
  rotatedAt: Date | undefined
  family: Family
  createdAt: Date
  version: number
}

export type OperatorKeyDraft = Pick<OperatorKey, 'name' | 'scopes' | 'expiresAt' | 'allowedIps'>

/** Fills in from the maker what is left out; throws VALIDATION_ERROR for what would exceed the maker. */
export function newOperatorKey(wanted: OperatorKeyDraft, maker: Powers, now: Date): OperatorKeyDraft {
  const draft: OperatorKeyDraft = {
    name: wanted.name,
    scopes: wanted.scopes.length > 0 ? wanted.scopes : maker.scopes,
    expiresAt: wanted.expiresAt ?? maker.expiresAt,
    allowedIps: wanted.allowedIps.length > 0 ? wanted.allowedIps : maker.allowedIps,
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
 * Until when (milliseconds since 1970) its bearer may do everything: Infinity without an expiry, 0 for a key that may not,
 * was replaced or has expired. The latest of all keys never comes earlier.
 */
export function lastsUntil({ scopes, rotatedAt, expiresAt }: OperatorKey, now: Date): number {
  if (!scopes.includes('*') || rotatedAt !== undefined) return 0
  if (expiresAt === undefined) return Number.POSITIVE_INFINITY
  return expiresAt > now ? expiresAt.getTime() : 0
}
