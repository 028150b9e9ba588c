import type { Queryable } from '@plinth/kit/db'

export interface CredentialRow {
  id: string
  lookup_id: string
  key_hash: Buffer
  workspace_id: string
  user_id: string
  is_operator: boolean
  scopes: string[]
  family_id: string
  generation: number
  rate_limit_tier: string
  allowed_ips: string[]
  expires_at: Date | null
  expires_in_ms: number | null
}

export async function findCredentials(db: Queryable, lookupIds: readonly string[]): Promise<CredentialRow[]> {
  return db.query<CredentialRow>({
    name: 'authenticate',
    text: `SELECT id, lookup_id, key_hash, workspace_id, user_id, is_operator, scopes, family_id,
        generation, rate_limit_tier, allowed_ips, expires_at, (extract(epoch FROM expires_at - plinth_now()) * 1000)::float8 AS expires_in_ms
      FROM api_key WHERE lookup_id = ANY($1)`,
    values: [lookupIds],
  })
}

/** Changes no version. What is locked is skipped (the next use tells), so this waits for nobody and nobody deadlocks with it. */
export async function markUsed(db: Queryable, ids: readonly string[]): Promise<void> {
  await db.query({
    name: 'api_key_used',
    text: `UPDATE api_key SET last_used_at = plinth_now()
      FROM (SELECT id FROM api_key WHERE id = ANY($1) FOR NO KEY UPDATE SKIP LOCKED) AS free WHERE api_key.id = free.id`,
    values: [ids],
  })
}
