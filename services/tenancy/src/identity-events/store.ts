import type { Tx } from '@plinth/kit/db'

export interface UserTier {
  userId: string
  tier: string
  /** Of the user, in identity. */
  version: number
  isSuspended: boolean
}

/** Stores what the newest event tells. Returns false, without a change, for an older or repeated event, or for a deleted user. */
export async function rememberTier(tx: Tx, { userId, tier, version, isSuspended }: UserTier): Promise<boolean> {
  tx.touch(userId)
  const rows = await tx.query({
    name: 'user_tier_remember',
    text: `INSERT INTO user_tier AS known (user_id, tier, version, suspended_version)
      SELECT $1, $2, $3::bigint, CASE WHEN $4 THEN $3::bigint END WHERE NOT EXISTS (SELECT FROM ended_user WHERE user_id = $1)
      ON CONFLICT (user_id) DO UPDATE SET tier = excluded.tier, version = excluded.version,
        suspended_version = excluded.suspended_version
      WHERE known.version < excluded.version RETURNING user_id`,
    values: [userId, tier, version, isSuspended],
  })
  return rows.length > 0
}
