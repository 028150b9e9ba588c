import type { Database, Page, Queryable } from '@plinth/kit/db'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { type Caller, workspaceOf } from '../caller.ts'
import { requireManager, seenTeam } from '../teams/team.ts'
import { findTeam } from '../teams/team-store.ts'
import type { ForeignKey, ForeignKeyUse } from './foreign-key.ts'
import { pageForeignKeys, saveUses } from './store.ts'

/** Stores the keys that a gateway has seen since its last report. Safe to run twice. */
export const recordForeignKeys = (database: Database, uses: readonly ForeignKeyUse[]): Promise<void> =>
  saveUses(database, uses)

/** Returns a page of the foreign keys of the workspace in context, for its managers. */
export async function listForeignKeys(
  db: Queryable,
  caller: Caller,
  query: ListQuery | undefined,
): Promise<Page<ForeignKey>> {
  const workspaceId = workspaceOf(caller)
  requireManager(caller, seenTeam(caller, await findTeam(db, workspaceId, caller)))
  return pageForeignKeys(db, query, workspaceId)
}
