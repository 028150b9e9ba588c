// How many workspaces a user may have made is counted by one transaction of that user at a time.
import type { Statement } from '@plinth/kit/db'
import { membershipsLock } from '../memberships/store.ts'

/** What decides whether a user may make another workspace. */
export interface Maker {
  userId: string
  /** How many living ones the user's keys have made. */
  made: number
  /** Is every workspace that the user belongs to suspended? */
  isSuspended: boolean
}

interface MakerRow {
  user_id: string
  made: number
  is_suspended: boolean
}

/** Two statements: the second sees what was committed while the first one waited. */
export function holdMakers(userIds: Iterable<string>): Statement[] {
  const ids = [...new Set(userIds)]
  return [
    membershipsLock(ids),
    {
      name: 'maker_find',
      text: `SELECT asked.user_id,
          (SELECT count(*) FROM workspace w WHERE w.made_by = asked.user_id AND w.deleted_at IS NULL) AS made,
          coalesce((SELECT bool_and(m.workspace_status = 'suspended') FROM membership m
            WHERE m.user_id = asked.user_id AND m.workspace_created_at IS NOT NULL), false) AS is_suspended
        FROM unnest((SELECT $1::text[])) AS asked (user_id)`,
      values: [ids],
    },
  ]
}

export const toMakers = (rows: readonly object[]): Map<string, Maker> =>
  new Map(
    (rows as readonly MakerRow[]).map((row) => [
      row.user_id,
      { userId: row.user_id, made: row.made, isSuspended: row.is_suspended },
    ]),
  )
