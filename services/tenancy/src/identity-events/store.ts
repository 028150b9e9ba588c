import type { Tx } from '@plinth/kit/db'

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

/**
 * Stores what the newest event tells, and the latest suspension also when a newer event came first. Changes nothing for an older or
 * repeated event, or for a deleted user.
 */
export async function rememberTier(tx: Tx, { userId, tier, version, isSuspended }: UserTier): Promise<Remembered> {
  tx.touch(userId)
  const [row] = await tx.query<{ is_newest: boolean }>({
    name: 'user_tier_remember',
    text: `INSERT INTO user_tier AS known (user_id, tier, version, suspended_version)
      SELECT $1, $2, $3::bigint, CASE WHEN $4 THEN $3::bigint END WHERE NOT EXISTS (SELECT FROM ended_user WHERE user_id = $1)
      ON CONFLICT (user_id) DO UPDATE SET
        tier = CASE WHEN known.version > excluded.version THEN known.tier ELSE excluded.tier END,
        version = greatest(known.version, excluded.version),
        suspended_version = greatest(known.suspended_version, excluded.suspended_version)
      WHERE known.version < excluded.version OR coalesce(known.suspended_version, 0) < excluded.suspended_version
      RETURNING version = $3::bigint AS is_newest`,
    values: [userId, tier, version, isSuspended],
  })
  return { isNewest: row?.is_newest ?? false, isFirstOfSuspension: isSuspended && row !== undefined }
}
