import { hasCharactersAtMost, isStorable } from '@plinth/kit/characters'
import { nameLengthMax } from '@plinth/kit/field-limits'

/** A key and the keys that rotations made of it: a later key gets the stored answers of an earlier one (api.md §6). */
export interface Family {
  /** The id of the first key; empty for the first key itself. */
  familyId: string
  /** Rotations between the first key and this one. */
  generation: number
}

export interface ApiKey extends Family {
  id: string
  workspaceId: string
  userId: string
  name: string
  /** The public start of the key: "sk_live_" and a few letters. */
  prefix: string
  scopes: readonly string[]
  rateLimitTier: string
  /** Empty for every address. */
  allowedIps: readonly string[]
  lastUsedAt: Date | undefined
  expiresAt: Date | undefined
  /** Present when a rotation replaced the key; it is valid until its grace period ends at expiresAt. */
  rotatedAt: Date | undefined
  /** True when the key may act in the other workspaces of its user that allow it. */
  allWorkspaces: boolean
  createdAt: Date
  version: number
}

export const newFamily: Family = { familyId: '', generation: 0 }

/** The family of the key that replaces this one. */
export const nextGeneration = ({ id, familyId, generation }: Family & { id: string }): Family => ({
  familyId: familyId || id,
  generation: generation + 1,
})

/** The grant of a key. No key may allow more than the grant of the caller who makes or changes it. */
export interface Grant {
  scopes: readonly string[]
  allowedIps: readonly string[]
  expiresAt: Date | undefined
  allWorkspaces: boolean
}

/** Field → sentences; empty without mistakes. */
export type Mistakes = Record<string, string[]>

export function nameMistakes(name: string): Mistakes {
  return name.trim() === '' || !hasCharactersAtMost(name, nameLengthMax) || !isStorable(name)
    ? { name: [`The name must have 1 to ${nameLengthMax} characters.`] }
    : {}
}

export const hasExpired = (key: Pick<ApiKey, 'expiresAt'>, now: Date): boolean =>
  key.expiresAt !== undefined && key.expiresAt <= now

/** The fields that the public API shows (api.md §4). */
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
