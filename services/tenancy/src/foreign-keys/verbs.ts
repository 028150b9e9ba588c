import type { Database, Page, Queryable } from '@plinth/kit/db'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import { type Caller, workspaceOf } from '../caller.ts'
import { requireManager, seenTeam } from '../teams/team.ts'
import { findTeam } from '../teams/team-store.ts'
import type { ForeignKey, ForeignKeyUse } from './foreign-key.ts'
import { pageForeignKeys, saveUses } from './store.ts'

/** What a gateway saw since it last told. Twice is once. */
export const recordForeignKeys = (database: Database, uses: readonly ForeignKeyUse[]): Promise<void> =>
  saveUses(database, uses)

/** A page of those that acted in the workspace in context, for its managers. */
export async function listForeignKeys(
  db: Queryable,
  caller: Caller,
  query: ListQuery | undefined,
): Promise<Page<ForeignKey>> {
  const workspaceId = workspaceOf(caller)
  requireManager(caller, seenTeam(caller, await findTeam(db, workspaceId, caller)))
  return pageForeignKeys(db, workspaceId, query)
}
