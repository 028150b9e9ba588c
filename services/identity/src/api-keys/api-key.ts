export interface ApiKey {
  id: string
  workspaceId: string
  userId: string
  name: string
  /** What may be shown of the key: "sk_live_" and a few letters. */
  prefix: string
  scopes: readonly string[]
  rateLimitTier: string
  /** Empty: any. */
  allowedIps: readonly string[]
  lastUsedAt: Date | undefined
  expiresAt: Date | undefined
  /** Present: replaced by another key, and good until its grace ends at expiresAt. */
  rotatedAt: Date | undefined
  family: Family
  /** May it act in its user's other workspaces, where these allow it? */
  allWorkspaces: boolean
  createdAt: Date
  version: number
}

/** The keys that rotations made of a first one: a later one is answered what an earlier one was (api.md §6). */
export interface Family {
  /** The first key's; empty: this is it. */
  id: string
  /** How many rotations lie between the first key and this one. */
  generation: number
}

export const newFamily: Family = { id: '', generation: 0 }

/** The family of the key that replaces this one. */
export const nextGeneration = ({ id, family }: Pick<ApiKey, 'id' | 'family'>): Family => ({
  id: family.id || id,
  generation: family.generation + 1,
})

/** The powers of whoever makes or changes a key: no key may exceed them. */
export interface Powers {
  scopes: readonly string[]
  allowedIps: readonly string[]
  expiresAt: Date | undefined
  allWorkspaces: boolean
}

export const hasExpired = (key: Pick<ApiKey, 'expiresAt'>, now: Date): boolean =>
  key.expiresAt !== undefined && key.expiresAt <= now

/** As the public API shows it (api.md §4). */
export const apiKeyView = (key: ApiKey): Record<string, unknown> => ({
  id: key.id,
  name: key.name,
  prefix: key.prefix,
  scopes: key.scopes,
  rate_limit_tier: key.rateLimitTier,
  allowed_ips: key.allowedIps,
  all_workspaces: key.allWorkspaces,
  last_used_at: key.lastUsedAt?.toISOString() ?? null,
  expires_at: key.expiresAt?.toISOString() ?? null,
  created_at: key.createdAt.toISOString(),
})
