import type { MadeApiKey } from '@plinth/kit/access/api-key-format'
import { type PageSource, pagesOf, type Queryable, type Tx } from '@plinth/kit/db'
import { fromRow, readRow, theRow } from '@plinth/kit/db/rows'
import type { Family } from '../api-keys/api-key.ts'
import { keyColumns } from '../api-keys/store.ts'
import type { OperatorKey, OperatorKeyDraft } from './operator-key.ts'

/** Serialises every creation, change and end of operator keys: so the last one is counted exactly. */
export async function lockOperatorKeys(tx: Tx): Promise<void> {
  await tx.query({
    name: 'operator_key_lock',
    text: `SELECT pg_advisory_xact_lock(hashtextextended('operator_key', 0))`,
  })
}

/** True when there is, or was, an operator key. */
export async function hadOperatorKey(tx: Tx): Promise<boolean> {
  const rows = await tx.query({
    name: 'operator_key_any',
    text: `SELECT FROM (SELECT FROM api_key WHERE is_operator UNION ALL SELECT FROM ended_operator_key) AS known LIMIT 1`,
  })
  return rows.length > 0
}

export interface NewOperatorKeyRow extends OperatorKeyDraft, Family {
  id: string
  prefix: string
}

/** Returns undefined when another key has the lookup id. */
export async function insertOperatorKey(
  tx: Tx,
  key: NewOperatorKeyRow,
  made: Omit<MadeApiKey, 'key'>,
): Promise<OperatorKey | undefined> {
  return readRow<OperatorKey>(tx, {
    name: 'operator_key_insert',
    text: `INSERT INTO api_key (id, lookup_id, key_hash, prefix, workspace_id, user_id, is_operator, name, scopes,
        rate_limit_tier, allowed_ips, expires_at, family_id, generation)
      VALUES ($1, $2, $3, $4, '', '', true, $5, $6, '', $7, $8, $9, $10) ON CONFLICT (lookup_id) DO NOTHING RETURNING ${keyColumns}`,
    values: [
      ...[key.id, made.lookupId, made.hash, key.prefix, key.name, key.scopes, key.allowedIps, key.expiresAt],
      ...[key.familyId, key.generation],
    ],
  })
}

export async function findOperatorKey(db: Queryable, id: string): Promise<OperatorKey | undefined> {
  return readRow<OperatorKey>(db, {
    name: 'operator_key_find',
    text: `SELECT ${keyColumns} FROM api_key WHERE is_operator AND id = $1`,
    values: [id],
  })
}

export async function lockOperatorKey(tx: Tx, id: string): Promise<OperatorKey | undefined> {
  return readRow<OperatorKey>(tx, {
    name: 'operator_key_lock_row',
    text: `SELECT ${keyColumns} FROM api_key WHERE is_operator AND id = $1 FOR UPDATE`,
    values: [id],
  })
}

/** The latest lastsUntil of all keys but this one. Call it under lockOperatorKeys. */
export async function othersLastUntil(tx: Tx, id: string): Promise<number> {
  const [row] = await tx.query<{ until: number }>({
    name: 'operator_key_others_last_until',
    text: `SELECT coalesce(max(coalesce(extract(epoch FROM expires_at) * 1000, 'Infinity')), 0)::float8 AS until
      FROM api_key WHERE is_operator AND id <> $1 AND '*' = ANY(scopes) AND rotated_at IS NULL
        AND (expires_at IS NULL OR expires_at > plinth_now())`,
    values: [id],
  })
  return row?.until ?? 0
}

export async function saveOperatorKey(tx: Tx, key: OperatorKey): Promise<OperatorKey> {
  return theRow<OperatorKey>(tx, {
    name: 'operator_key_save',
    text: `UPDATE api_key SET name = $2, scopes = $3, allowed_ips = $4, expires_at = $5, rotated_at = $6,
        version = version + 1 WHERE is_operator AND id = $1 RETURNING ${keyColumns}`,
    values: [key.id, key.name, key.scopes, key.allowedIps, key.expiresAt, key.rotatedAt],
  })
}

// The time of a transaction is its start, and it may have waited for the lock since.
export const thisMoment = 'plinth_now() + (clock_timestamp() - transaction_timestamp())'

/** Revokes the key and returns it; undefined when it is gone. Its hash stays stored, so that a process that starts with the key does not bring it back. */
export async function endOperatorKey(tx: Tx, id: string): Promise<OperatorKey | undefined> {
  return readRow<OperatorKey>(tx, {
    name: 'operator_key_end',
    text: `WITH ended AS (DELETE FROM api_key WHERE is_operator AND id = $1 RETURNING key_hash, ${keyColumns}),
      kept AS (
        INSERT INTO ended_operator_key (key_hash, ended_at) SELECT key_hash, ${thisMoment} FROM ended
        ON CONFLICT (key_hash) DO UPDATE SET ended_at = EXCLUDED.ended_at
      )
      SELECT ${keyColumns} FROM ended`,
    values: [id],
  })
}

/** Deletes keys that expired over 30 days ago, and keeps their hashes as endOperatorKey does; returns how many. Call it under lockOperatorKeys. */
export async function endLongExpired(tx: Tx): Promise<number> {
  const rows = await tx.query({
    name: 'operator_key_drop_expired',
    // They ended when they expired: no revocation has to reach gateways that cached them.
    text: `WITH ended AS (
        DELETE FROM api_key WHERE is_operator AND expires_at < plinth_now() - interval '30 days' RETURNING key_hash, expires_at
      )
      INSERT INTO ended_operator_key (key_hash, ended_at) SELECT key_hash, expires_at FROM ended
      ON CONFLICT (key_hash) DO NOTHING RETURNING true AS ended`,
  })
  return rows.length
}

const source: PageSource = {
  columns: keyColumns,
  from: 'api_key',
  where: 'is_operator',
  values: [],
  fields: {
    name: { column: 'name', type: 'text' },
    expires_at: { column: 'expires_at', type: 'time' },
    created_at: { column: 'created_at', type: 'time' },
  },
  idColumn: 'id',
  search: ['name', 'prefix'],
}

export const pageOperatorKeys = pagesOf(() => source, fromRow<OperatorKey>)
