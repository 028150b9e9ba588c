import type { Queryable } from '@plinth/kit/db'
import { readRows } from '@plinth/kit/db/rows'
import type { Family } from '../api-keys/api-key.ts'

/** A key as authentication reads it. */
export interface Credential extends Family {
  id: string
  lookupId: string
  keyHash: Buffer
  /** Empty for an operator key; so are user and tier. */
  workspaceId: string
  userId: string
  isOperator: boolean
  /** True for an operator key, and for the key of a user who is not suspended. */
  isTaken: boolean
  /** The user's; an operator key's own. */
  name: string | undefined
  scopes: readonly string[]
  allWorkspaces: boolean
  prefix: string
  /** The key's own. */
  keyName: string
  rateLimitTier: string
  allowedIps: readonly string[]
  expiresAt: Date | undefined
  /** By the database's clock. */
  expiresInMs: number | undefined
}

/** Of `api_key AS k`, and `"user" AS u` where it has one: all but the expiry. */
export const credentialColumns = `k.id, k.lookup_id, k.key_hash, k.workspace_id, k.user_id, k.is_operator, k.scopes, k.family_id,
  k.generation, k.all_workspaces, k.prefix, k.name AS key_name, k.rate_limit_tier, k.allowed_ips,
  k.is_operator OR (u.id IS NOT NULL AND u.suspended_at IS NULL) AS is_taken,
  CASE WHEN k.is_operator THEN k.name ELSE u.name END AS name`

export async function findCredentials(db: Queryable, lookupIds: readonly string[]): Promise<Credential[]> {
  return readRows<Credential>(db, {
    name: 'authenticate',
    text: `SELECT ${credentialColumns}, k.expires_at,
        (extract(epoch FROM k.expires_at - plinth_now()) * 1000)::float8 AS expires_in_ms
      FROM "user" u RIGHT JOIN api_key k ON k.user_id = u.id WHERE k.lookup_id = ANY($1)`,
    values: [lookupIds],
  })
}

/** Keeps the version. Skips locked keys (their next use writes it): so it never waits and never deadlocks. */
export async function markUsed(db: Queryable, ids: readonly string[]): Promise<void> {
  await db.query({
    name: 'api_key_used',
    text: `UPDATE api_key SET last_used_at = plinth_now()
      FROM (SELECT id FROM api_key WHERE id = ANY($1) FOR NO KEY UPDATE SKIP LOCKED) AS free WHERE api_key.id = free.id`,
    values: [ids],
  })
}
