import type { MadeApiKey, ParsedApiKey } from '@plinth/kit/api-key-format'
import type { Tx } from '@plinth/kit/db'

/** Whoever ensures a key waits here for whoever does the same. */
export async function lockOperatorKeys(tx: Tx): Promise<void> {
  await tx.query({
    name: 'operator_key_lock',
    text: `SELECT pg_advisory_xact_lock(hashtextextended('operator_key', 0))`,
  })
}

export async function hasOperatorKey(tx: Tx): Promise<boolean> {
  const rows = await tx.query({ name: 'operator_key_any', text: 'SELECT FROM api_key WHERE is_operator LIMIT 1' })
  return rows.length > 0
}

/** Is this very key an operator key already? */
export async function isOperatorKey(tx: Tx, key: ParsedApiKey): Promise<boolean> {
  const rows = await tx.query({
    name: 'operator_key_find',
    text: 'SELECT FROM api_key WHERE lookup_id = $1 AND key_hash = $2 AND is_operator',
    values: [key.lookupId, key.hash],
  })
  return rows.length > 0
}

export interface NewOperatorKey {
  id: string
  name: string
  prefix: string
}

/** False when another key has the lookup id. */
export async function insertOperatorKey(tx: Tx, key: NewOperatorKey, made: Omit<MadeApiKey, 'key'>): Promise<boolean> {
  const rows = await tx.query({
    name: 'operator_key_insert',
    text: `INSERT INTO api_key (id, lookup_id, key_hash, prefix, workspace_id, user_id, is_operator, name, scopes,
        rate_limit_tier, allowed_ips)
      VALUES ($1, $2, $3, $4, '', '', true, $5, '{*}', '', '{}') ON CONFLICT (lookup_id) DO NOTHING RETURNING id`,
    values: [key.id, made.lookupId, made.hash, key.prefix, key.name],
  })
  return rows.length > 0
}
