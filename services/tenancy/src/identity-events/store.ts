import type { Tx } from '@plinth/kit/db'

export interface UserTier {
  userId: string
  tier: string
  /** Of the user, in identity. */
  version: number
}

/** Stores the newest tier. Returns false, without a change, for an older or repeated event, or for a deleted user. */
export async function rememberTier(tx: Tx, { userId, tier, version }: UserTier): Promise<boolean> {
  tx.touch(userId)
  const rows = await tx.query({
    name: 'user_tier_remember',
    text: `INSERT INTO user_tier AS known (user_id, tier, version)
      SELECT $1, $2, $3::bigint WHERE NOT EXISTS (SELECT FROM ended_user WHERE user_id = $1)
      ON CONFLICT (user_id) DO UPDATE SET tier = excluded.tier, version = excluded.version
      WHERE known.version < excluded.version RETURNING user_id`,
    values: [userId, tier, version],
  })
  return rows.length > 0
}
