import type { MadeApiKey } from '@plinth/kit/access/api-key-format'
import { type Page, type PageSource, type Queryable, selectPage, type Tx } from '@plinth/kit/db'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import type { ApiKey, Family } from './api-key.ts'
import { type KeyRow, keyColumns, keyOf } from './columns.ts'
import type { ApiKeyDraft } from './new-api-key.ts'

interface ApiKeyRow extends KeyRow {
  workspace_id: string
  user_id: string
  rate_limit_tier: string
  all_workspaces: boolean
}

const apiKeyColumns = `${keyColumns}, workspace_id, user_id, rate_limit_tier, all_workspaces`

export interface NewApiKeyRow extends ApiKeyDraft {
  id: string
  userId: string
  prefix: string
  family: Family
}

export async function insertApiKey(tx: Tx, workspaceId: string, key: NewApiKeyRow, made: MadeApiKey): Promise<ApiKey> {
  const rows = await tx.query<ApiKeyRow>({
    name: 'api_key_insert',
    text: `INSERT INTO api_key (id, lookup_id, key_hash, prefix, workspace_id, user_id, is_operator, name, scopes,
        rate_limit_tier, allowed_ips, expires_at, family_id, generation, all_workspaces)
      VALUES ($1, $2, $3, $4, $5, $6, false, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING ${apiKeyColumns}`,
    values: [
      key.id,
      made.lookupId,
      made.hash,
      key.prefix,
      workspaceId,
      key.userId,
      key.name,
      key.scopes,
      key.rateLimitTier,
      key.allowedIps,
      key.expiresAt ?? null,
      key.family.id,
      key.family.generation,
      key.allWorkspaces,
    ],
  })
  return one(rows)
}

export async function findApiKey(db: Queryable, workspaceId: string, id: string): Promise<ApiKey | undefined> {
  const rows = await db.query<ApiKeyRow>({
    name: 'api_key_find',
    text: `SELECT ${apiKeyColumns} FROM api_key WHERE workspace_id = $1 AND id = $2 AND NOT is_operator`,
    values: [workspaceId, id],
  })
  return rows.map(toApiKey)[0]
}

export async function lockApiKey(tx: Tx, workspaceId: string, id: string): Promise<ApiKey | undefined> {
  const rows = await tx.query<ApiKeyRow>({
    name: 'api_key_lock',
    text: `SELECT ${apiKeyColumns} FROM api_key WHERE workspace_id = $1 AND id = $2 AND NOT is_operator FOR UPDATE`,
    values: [workspaceId, id],
  })
  return rows.map(toApiKey)[0]
}

/** Blocks the revocation of a key, also of an operator key, until the transaction ends. */
export async function holdKey(tx: Tx, id: string): Promise<void> {
  await tx.query({ name: 'api_key_hold', text: 'SELECT FROM api_key WHERE id = $1 FOR KEY SHARE', values: [id] })
}

export async function saveApiKey(tx: Tx, workspaceId: string, key: ApiKey): Promise<ApiKey> {
  const rows = await tx.query<ApiKeyRow>({
    name: 'api_key_save',
    text: `UPDATE api_key SET name = $3, scopes = $4, allowed_ips = $5, expires_at = $6, rotated_at = $7,
        version = version + 1 WHERE workspace_id = $1 AND id = $2 RETURNING ${apiKeyColumns}`,
    values: [workspaceId, key.id, key.name, key.scopes, key.allowedIps, key.expiresAt ?? null, key.rotatedAt ?? null],
  })
  return one(rows)
}

export async function deleteApiKey(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx.query({
    name: 'api_key_delete',
    text: 'DELETE FROM api_key WHERE workspace_id = $1 AND id = $2',
    values: [workspaceId, id],
  })
}

/** Deletes the keys of a workspace that were made until then: of one user, or of every user when userId is undefined. */
export async function deleteApiKeysUntil(
  tx: Tx,
  workspaceId: string,
  { userId, until }: { userId: string | undefined; until: Date },
): Promise<ApiKey[]> {
  const rows = await tx.query<ApiKeyRow>({
    name: 'api_key_delete_until',
    text: `DELETE FROM api_key WHERE workspace_id = $1 AND ($2::text IS NULL OR user_id = $2) AND created_at <= $3
        AND NOT is_operator RETURNING ${apiKeyColumns}`,
    values: [workspaceId, userId ?? null, until],
  })
  return rows.map(toApiKey)
}

/** Deletes the keys of one user in every workspace. */
export async function deleteApiKeysOf(tx: Tx, userId: string): Promise<ApiKey[]> {
  const rows = await tx.query<ApiKeyRow>({
    name: 'api_key_delete_of_user',
    text: `DELETE FROM api_key WHERE user_id = $1 AND NOT is_operator RETURNING ${apiKeyColumns}`,
    values: [userId],
  })
  return rows.map(toApiKey)
}

export const apiKeysOf = (workspaceId: string): PageSource => ({
  columns: apiKeyColumns,
  from: 'api_key',
  where: 'workspace_id = $1 AND NOT is_operator',
  values: [workspaceId],
  fields: {
    name: { column: 'name', type: 'text' },
    user_id: { column: 'user_id', type: 'text', isUnsorted: true },
    rate_limit_tier: { column: 'rate_limit_tier', type: 'text', isUnsorted: true },
    expires_at: { column: 'expires_at', type: 'time' },
    created_at: { column: 'created_at', type: 'time' },
  },
  idColumn: 'id',
  search: ['name', 'prefix'],
  prepared: ['name', 'user_id', 'rate_limit_tier'],
})

export async function pageApiKeys(
  db: Queryable,
  workspaceId: string,
  query: ListQuery | undefined,
): Promise<Page<ApiKey>> {
  return selectPage(db, apiKeysOf(workspaceId), query, toApiKey)
}

const toApiKey = (row: ApiKeyRow): ApiKey => ({
  ...keyOf(row),
  workspaceId: row.workspace_id,
  userId: row.user_id,
  rateLimitTier: row.rate_limit_tier,
  allWorkspaces: row.all_workspaces,
})

function one(rows: readonly ApiKeyRow[]): ApiKey {
  const [row] = rows
  if (row === undefined) throw new Error('a key vanished under its lock')
  return toApiKey(row)
}
