import type { MadeApiKey } from '@plinth/kit/access/api-key-format'
import { type PageSource, pagesOf, type Queryable, type Tx } from '@plinth/kit/db'
import { fromRow, readRow, readRows, theRow } from '@plinth/kit/db/rows'
import type { ApiKey, Family } from './api-key.ts'
import type { ApiKeyDraft } from './new-api-key.ts'

/** The columns that API keys and operator keys share. */
export const keyColumns =
  'id, name, prefix, scopes, allowed_ips, last_used_at, expires_at, rotated_at, family_id, generation, created_at, version'
const apiKeyColumns = `${keyColumns}, workspace_id, user_id, rate_limit_tier, all_workspaces`

export interface NewApiKeyRow extends ApiKeyDraft, Family {
  id: string
  userId: string
  prefix: string
}

export async function insertApiKey(tx: Tx, workspaceId: string, key: NewApiKeyRow, made: MadeApiKey): Promise<ApiKey> {
  return theRow<ApiKey>(tx, {
    name: 'api_key_insert',
    text: `INSERT INTO api_key (id, lookup_id, key_hash, prefix, workspace_id, user_id, is_operator, name, scopes,
        rate_limit_tier, allowed_ips, expires_at, family_id, generation, all_workspaces)
      VALUES ($1, $2, $3, $4, $5, $6, false, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING ${apiKeyColumns}`,
    values: [
      ...[key.id, made.lookupId, made.hash, key.prefix, workspaceId, key.userId, key.name, key.scopes],
      ...[key.rateLimitTier, key.allowedIps, key.expiresAt, key.familyId, key.generation, key.allWorkspaces],
    ],
  })
}

export async function findApiKey(db: Queryable, workspaceId: string, id: string): Promise<ApiKey | undefined> {
  return readRow<ApiKey>(db, {
    name: 'api_key_find',
    text: `SELECT ${apiKeyColumns} FROM api_key WHERE workspace_id = $1 AND id = $2 AND NOT is_operator`,
    values: [workspaceId, id],
  })
}

export async function lockApiKey(tx: Tx, workspaceId: string, id: string): Promise<ApiKey | undefined> {
  return readRow<ApiKey>(tx, {
    name: 'api_key_lock',
    text: `SELECT ${apiKeyColumns} FROM api_key WHERE workspace_id = $1 AND id = $2 AND NOT is_operator FOR UPDATE`,
    values: [workspaceId, id],
  })
}

/** Blocks the revocation of a key, also of an operator key, until the transaction ends. */
export async function holdKey(tx: Tx, id: string): Promise<void> {
  await tx.query({ name: 'api_key_hold', text: 'SELECT FROM api_key WHERE id = $1 FOR KEY SHARE', values: [id] })
}

export async function saveApiKey(tx: Tx, workspaceId: string, key: ApiKey): Promise<ApiKey> {
  return theRow<ApiKey>(tx, {
    name: 'api_key_save',
    text: `UPDATE api_key SET name = $3, scopes = $4, allowed_ips = $5, expires_at = $6, rotated_at = $7,
        version = version + 1 WHERE workspace_id = $1 AND id = $2 RETURNING ${apiKeyColumns}`,
    values: [workspaceId, key.id, key.name, key.scopes, key.allowedIps, key.expiresAt, key.rotatedAt],
  })
}

export async function deleteApiKey(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx.query({
    name: 'api_key_delete',
    text: 'DELETE FROM api_key WHERE workspace_id = $1 AND id = $2',
    values: [workspaceId, id],
  })
}

// Keys that cannot be counted on to be few are deleted in steps, each a transaction of its own.
const stepMax = 1_000
/** True when a step that deleted these keys may have left more of them. */
export const isFullStep = (deleted: readonly ApiKey[]): boolean => deleted.length === stepMax

/**
 * Deletes a step of the keys of a workspace that were made until then: of one user, or of every user when userId is undefined. Waits for
 * another step, and takes what that one left.
 */
export async function deleteApiKeysUntil(
  tx: Tx,
  workspaceId: string,
  { userId, until }: { userId: string | undefined; until: Date },
): Promise<ApiKey[]> {
  // NOTE: an expression has no index: those of a user are found among the user's keys. A workspace may have very many, and many members
  // who leave.
  const [name, which, values] =
    userId === undefined
      ? ['api_key_delete_until', 'workspace_id = $1', []]
      : ['api_key_delete_until_of_user', `workspace_id || '' = $1 AND user_id = $3`, [userId]]
  return readRows<ApiKey>(tx, {
    name,
    text: `DELETE FROM api_key WHERE id = ANY (ARRAY(
        SELECT id FROM api_key WHERE ${which} AND created_at <= $2
          AND NOT is_operator ORDER BY created_at, id LIMIT ${stepMax} FOR UPDATE)) RETURNING ${apiKeyColumns}`,
    values: [workspaceId, until, ...values],
  })
}

/** Deletes a step of the keys of one user in every workspace. */
export async function deleteApiKeysOf(tx: Tx, userId: string): Promise<ApiKey[]> {
  return readRows<ApiKey>(tx, {
    name: 'api_key_delete_of_user',
    text: `DELETE FROM api_key WHERE id = ANY (ARRAY(
        SELECT id FROM api_key WHERE user_id = $1 AND NOT is_operator LIMIT ${stepMax} FOR UPDATE)) RETURNING ${apiKeyColumns}`,
    values: [userId],
  })
}

/**
 * Deletes those of the next `max` keys after this ID that expired over 30 days ago; skips locked ones. Returns the last ID; undefined when
 * no more keys follow.
 */
export async function deleteLongExpired(db: Queryable, after: string, max: number): Promise<string | undefined> {
  const [row] = await db.query<{ last: string | null; count: number }>({
    name: 'api_key_drop_expired',
    text: `WITH looked AS (SELECT id, expires_at, is_operator FROM api_key WHERE id > $1 ORDER BY id LIMIT $2), gone AS (
        DELETE FROM api_key WHERE id = ANY (ARRAY(
          SELECT id FROM api_key WHERE id = ANY (ARRAY(
              SELECT id FROM looked WHERE expires_at < plinth_now() - interval '30 days' AND NOT is_operator))
            AND expires_at < plinth_now() - interval '30 days' FOR UPDATE SKIP LOCKED))
      )
      SELECT max(id) AS last, count(*)::int AS count FROM looked`,
    values: [after, max],
  })
  return row?.count === max ? (row.last ?? undefined) : undefined
}

const fields: PageSource['fields'] = {
  name: { column: 'name', type: 'text' },
  user_id: { column: 'user_id', type: 'text', isUnsorted: true },
  rate_limit_tier: { column: 'rate_limit_tier', type: 'text', isUnsorted: true },
  expires_at: { column: 'expires_at', type: 'time' },
  created_at: { column: 'created_at', type: 'time' },
}

export const apiKeysOf = (workspaceId: string): PageSource => ({
  columns: apiKeyColumns,
  from: 'api_key',
  where: 'workspace_id = $1 AND NOT is_operator',
  values: [workspaceId],
  fields,
  idColumn: 'id',
  search: ['name', 'prefix'],
  // Keys of operators are of no workspace, so an index alone counts the others.
  total: {
    ...{ sum: 'count(*)', from: 'api_key', where: `workspace_id = $1 AND workspace_id <> ''`, fields },
    search: ['name', 'prefix'],
  },
  prepared: ['name', 'user_id', 'rate_limit_tier'],
})

export const pageApiKeys = pagesOf(apiKeysOf, fromRow<ApiKey>)
