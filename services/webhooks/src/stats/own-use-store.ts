import type { Queryable } from '@plinth/kit/db'
import { theRow } from '@plinth/kit/db/rows'

/** Rows that count against the plan of a workspace. */
export interface OwnUse {
  endpoints: number
  /** Accepted in this calendar month (UTC). */
  events: number
}

/** Counts as creations and publishing do, without their locks. */
export const readOwnUse = (db: Queryable, workspaceId: string): Promise<OwnUse> =>
  theRow<OwnUse>(db, {
    name: 'own_use_count',
    text: `SELECT (SELECT count(*) FROM endpoint WHERE workspace_id = $1 AND deleted_at IS NULL) AS endpoints,
      coalesce((SELECT accepted FROM event_quota
        WHERE workspace_id = $1 AND month = date_trunc('month', plinth_now() AT TIME ZONE 'UTC')::date), 0) AS events`,
    values: [workspaceId],
  })
