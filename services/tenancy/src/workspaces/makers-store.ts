// How many workspaces a user may have made is counted by one transaction of that user at a time.
import type { Queryable, Tx } from '@plinth/kit/db'
import { theRow } from '@plinth/kit/db/rows'
import { isListed } from '../teams/listed.ts'
import { membershipsLock } from '../teams/store.ts'

/** Facts that decide whether a user may make another workspace. */
export interface Maker {
  /** Living workspaces that the user's keys have made, counted up to the bound. */
  made: number
  /** Is every workspace that the user belongs to suspended? */
  isSuspended: boolean
}

/**
 * No other transaction makes a workspace of this user's until this one ends.
 * @param most Counting stops here: a user may have made far more, under an earlier bound.
 */
export async function holdMaker(tx: Tx, userId: string, most: number): Promise<Maker> {
  // A statement of its own, which sees what was committed while the one before waited.
  const [, maker] = await Promise.all([tx.query(membershipsLock([userId])), findMaker(tx, userId, most)])
  return maker
}

// Of deleted workspaces a membership stays, without a status; the index of those that are listed has none of them.
const living = `membership m WHERE m.user_id = asked.user_id AND ${isListed}`

/** Costs the same however many workspaces the user has made, unless most of them are suspended. */
export async function findMaker(db: Queryable, userId: string, most: number): Promise<Maker> {
  return theRow<Maker>(db, {
    name: 'maker_find',
    // NOTE: a user under a SELECT is hidden: seeing the user, PostgreSQL plans the statement anew each time.
    text: `SELECT
        (SELECT count(*) FROM (
          SELECT FROM workspace w WHERE w.made_by = asked.user_id AND w.deleted_at IS NULL LIMIT $2) AS made) AS made,
        NOT EXISTS (SELECT FROM ${living} AND m.workspace_status <> 'suspended')
          AND EXISTS (SELECT FROM ${living} AND m.workspace_status = 'suspended') AS is_suspended
      FROM (SELECT (SELECT $1::text) AS user_id OFFSET 0) AS asked`,
    values: [userId, most],
  })
}
