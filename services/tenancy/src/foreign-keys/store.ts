import { type Database, type Page, type PageSource, type Queryable, selectPage } from '@plinth/kit/db'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import type { ForeignKey, ForeignKeyUse } from './foreign-key.ts'

interface ForeignKeyRow {
  key_id: string
  user_id: string
  prefix: string
  created_at: Date
  last_used_at: Date
}

const days = 30

/** Inserts or updates rows in the order of the keys, so that two gateways that report the same keys do not deadlock. */
export async function saveUses(db: Database, uses: readonly ForeignKeyUse[]): Promise<void> {
  await db.query({
    name: 'foreign_key_save',
    text: `INSERT INTO foreign_api_key AS k (workspace_id, key_id, user_id, prefix, created_at, last_used_at)
      SELECT DISTINCT ON (workspace_id, key_id) workspace_id, key_id, user_id, prefix, plinth_now(), plinth_now()
      FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS used (workspace_id, key_id, user_id, prefix)
      ORDER BY workspace_id, key_id
      ON CONFLICT (workspace_id, key_id) DO UPDATE SET last_used_at = greatest(k.last_used_at, excluded.last_used_at)`,
    values: [
      uses.map(({ workspaceId }) => workspaceId),
      uses.map(({ keyId }) => keyId),
      uses.map(({ userId }) => userId),
      uses.map(({ prefix }) => prefix),
    ],
  })
}

export const foreignKeysOf = (workspaceId: string): PageSource => ({
  columns: 'k.key_id, k.user_id, k.prefix, k.created_at, k.last_used_at',
  from: 'foreign_api_key k',
  where: `k.workspace_id = $1 AND k.last_used_at > plinth_now() - interval '${days} days'`,
  values: [workspaceId],
  fields: {
    user_id: { column: 'k.user_id', type: 'text', isUnsorted: true },
    created_at: { column: 'k.created_at', type: 'time' },
    last_used_at: { column: 'k.last_used_at', type: 'time' },
  },
  idColumn: 'k.key_id',
  search: [],
  prepared: ['user_id'],
})

export async function pageForeignKeys(
  db: Queryable,
  workspaceId: string,
  query: ListQuery | undefined,
): Promise<Page<ForeignKey>> {
  return selectPage(db, foreignKeysOf(workspaceId), query, (row: ForeignKeyRow) => toForeignKey(workspaceId, row))
}

/** Deletes rows that are no longer shown. */
export async function forgetForeignKeys(db: Queryable): Promise<void> {
  await db.query({
    text: `DELETE FROM foreign_api_key WHERE last_used_at <= plinth_now() - interval '${days} days'`,
  })
}

const toForeignKey = (workspaceId: string, row: ForeignKeyRow): ForeignKey => ({
  workspaceId,
  keyId: row.key_id,
  userId: row.user_id,
  prefix: row.prefix,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
})
