import type { Queryable, Tx } from '@plinth/kit/db'
import { arraysOf, readRows } from '@plinth/kit/db/rows'

export interface UserTier {
  userId: string
  tier: string
  /** Of the user, in identity. */
  version: number
  isSuspended: boolean
}

interface Remembered {
  isNewest: boolean
  /** No event told of this suspension or a later one before. */
  isFirstOfSuspension: boolean
}

/** Stores what the newest event tells, and the latest suspension also when a newer event came first. */
export async function rememberTier(tx: Tx, told: UserTier): Promise<Remembered> {
  const [row] = await rememberTiers(tx, [told])
  return { isNewest: row?.version === told.version, isFirstOfSuspension: told.isSuspended && row !== undefined }
}

/** Stores it of several users, and returns those of whom it was new. Changes nothing for older or repeated news, or for a deleted user. */
export async function rememberTiers(
  tx: Tx,
  told: readonly UserTier[],
): Promise<Pick<UserTier, 'userId' | 'version'>[]> {
  for (const { userId } of told) tx.touch(userId)
  return readRows(tx, {
    name: 'user_tier_remember',
    text: `INSERT INTO user_tier AS known (user_id, tier, version, suspended_version)
      SELECT user_id, tier, version, CASE WHEN is_suspended THEN version END
      FROM unnest((SELECT $1::text[]), (SELECT $2::text[]), (SELECT $3::bigint[]), (SELECT $4::boolean[]))
        AS told (user_id, tier, version, is_suspended)
      WHERE NOT EXISTS (SELECT FROM ended_user e WHERE e.user_id = told.user_id OFFSET 0) ORDER BY user_id
      ON CONFLICT (user_id) DO UPDATE SET
        tier = CASE WHEN known.version > excluded.version THEN known.tier ELSE excluded.tier END,
        version = greatest(known.version, excluded.version),
        suspended_version = greatest(known.suspended_version, excluded.suspended_version)
      WHERE known.version < excluded.version OR coalesce(known.suspended_version, 0) < excluded.suspended_version
      RETURNING user_id, version`,
    values: arraysOf(told, 'userId tier version isSuspended'),
  })
}

/** Returns those of the users who were deleted here. */
export async function endedAmong(db: Queryable, userIds: readonly string[]): Promise<string[]> {
  const rows = await db.query<{ id: string }>({
    name: 'ended_user_among',
    text: 'SELECT user_id AS id FROM ended_user WHERE user_id = ANY ($1) ORDER BY user_id',
    values: [userIds],
  })
  return rows.map(({ id }) => id)
}
