import { type Database, type PageSource, pagesOf, type Queryable } from '@plinth/kit/db'
import { arraysOf, fromRow } from '@plinth/kit/db/rows'
import type { ForeignKey, ForeignKeyUse } from './foreign-key.ts'

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
    values: arraysOf(uses, 'workspaceId keyId userId prefix'),
  })
}

export const foreignKeysOf = (workspaceId: string): PageSource => ({
  columns: 'k.workspace_id, k.key_id, k.user_id, k.prefix, k.created_at, k.last_used_at',
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

export const pageForeignKeys = pagesOf(foreignKeysOf, fromRow<ForeignKey>)

/** Deletes rows that are no longer shown. */
export async function forgetForeignKeys(db: Queryable): Promise<void> {
  await db.query({
    text: `DELETE FROM foreign_api_key WHERE last_used_at <= plinth_now() - interval '${days} days'`,
  })
}
