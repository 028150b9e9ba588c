import type { Family } from './api-key.ts'

/** The columns that API keys and operator keys share. */
export interface KeyRow {
  id: string
  name: string
  prefix: string
  scopes: string[]
  allowed_ips: string[]
  last_used_at: Date | null
  expires_at: Date | null
  rotated_at: Date | null
  family_id: string
  generation: number
  created_at: Date
  version: number
}

export const keyColumns =
  'id, name, prefix, scopes, allowed_ips, last_used_at, expires_at, rotated_at, family_id, generation, created_at, version'

export const keyOf = (row: KeyRow) => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  scopes: row.scopes,
  allowedIps: row.allowed_ips,
  lastUsedAt: row.last_used_at ?? undefined,
  expiresAt: row.expires_at ?? undefined,
  rotatedAt: row.rotated_at ?? undefined,
  family: { id: row.family_id, generation: row.generation } satisfies Family,
  createdAt: row.created_at,
  version: row.version,
})
