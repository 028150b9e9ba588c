import { timingSafeEqual } from 'node:crypto'
import { fail } from '../errors.ts'
import type { CredentialRow } from './store.ts'

export interface Bearer {
  keyId: string
  /** Empty for an operator key; so are workspace and tier. */
  userId: string
  isOperator: boolean
  /** The user's; an operator key's own. */
  name: string
  workspaceId: string
  scopes: readonly string[]
  /** The first key of the rotations that led to this one; empty for the first key itself. */
  familyId: string
  generation: number
  allWorkspaces: boolean
  prefix: string
  keyName: string
  rateLimitTier: string
  allowedIps: readonly string[]
  expiresAt: Date | undefined
  /** By the database's clock; positive. */
  expiresInMs: number | undefined
}

export interface Authentication {
  find: (lookupId: string) => Promise<CredentialRow | undefined>
  noteUse: (keyId: string) => void
}

/** Returns the bearer of the key with this lookup id and hash. Only a caller with the right hash learns that a key has expired. */
export async function authenticate(
  { find, noteUse }: Authentication,
  lookupId: string,
  keyHash: Uint8Array,
): Promise<Bearer> {
  const row = await find(lookupId)
  if (row === undefined || !isSameHash(row.key_hash, keyHash) || !row.is_taken) throw fail.invalidKey()
  if (row.expires_in_ms !== null && row.expires_in_ms <= 0) throw fail.expiredKey()
  noteUse(row.id)
  return bearerOf(row)
}

export const bearerOf = (row: CredentialRow): Bearer => ({
  keyId: row.id,
  userId: row.user_id,
  isOperator: row.is_operator,
  name: row.name ?? '',
  workspaceId: row.workspace_id,
  scopes: row.scopes,
  familyId: row.family_id,
  generation: row.generation,
  allWorkspaces: row.all_workspaces,
  prefix: row.prefix,
  keyName: row.key_name,
  rateLimitTier: row.rate_limit_tier,
  allowedIps: row.allowed_ips,
  expiresAt: row.expires_at ?? undefined,
  expiresInMs: row.expires_in_ms ?? undefined,
})

const isSameHash = (stored: Uint8Array, sent: Uint8Array): boolean =>
  stored.length === sent.length && timingSafeEqual(stored, sent)
