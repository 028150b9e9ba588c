// How many workspaces a user may have made is counted by one transaction of that user at a time.
import type { Tx } from '@plinth/kit/db'
import { membershipsLock } from '../teams/store.ts'

/** What decides whether a user may make another workspace. */
export interface Maker {
  /** Living workspaces that the user's keys have made. */
  made: number
  /** Is every workspace that the user belongs to suspended? */
  isSuspended: boolean
}

/** No other transaction makes a workspace of this user's until this one ends. */
export async function holdMaker(tx: Tx, userId: string): Promise<Maker> {
  const [, [row]] = await Promise.all([
    tx.query(membershipsLock([userId])),
    // A statement of its own, which sees what was committed while the one before waited.
    tx.query<{ made: number; is_suspended: boolean }>({
      name: 'maker_find',
      // NOTE: a user under a SELECT is hidden: seeing the user, PostgreSQL plans the statement anew each time.
      text: `SELECT
          (SELECT count(*) FROM workspace w WHERE w.made_by = asked.user_id AND w.deleted_at IS NULL) AS made,
          NOT EXISTS (SELECT FROM membership m WHERE m.user_id = asked.user_id AND m.workspace_status <> 'suspended')
            AND EXISTS (SELECT FROM membership m WHERE m.user_id = asked.user_id AND m.workspace_status = 'suspended')
            AS is_suspended
        FROM (SELECT (SELECT $1::text) AS user_id OFFSET 0) AS asked`,
      values: [userId],
    }),
  ])
  if (row === undefined) throw new Error('a count answered no row')
  return { made: row.made, isSuspended: row.is_suspended }
}
