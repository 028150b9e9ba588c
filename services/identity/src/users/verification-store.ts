import type { Queryable, Tx } from '@plinth/kit/db'
import { theRow } from '@plinth/kit/db/rows'

export const lifeHours = 24

/** Stores the token of the user, which replaces the former one. Returns its expiry. */
export async function saveVerification(tx: Tx, userId: string, email: string, hash: Buffer): Promise<Date> {
  const { expiresAt } = await theRow<{ expiresAt: Date }>(tx, {
    name: 'email_verification_save',
    text: `INSERT INTO email_verification (user_id, email, token_hash, expires_at)
      VALUES ($1, $2, $3, plinth_now() + ${lifeHours} * interval '1 hour')
      ON CONFLICT (user_id) DO UPDATE SET email = excluded.email, token_hash = excluded.token_hash,
        expires_at = excluded.expires_at
      RETURNING expires_at`,
    values: [userId, email, hash],
  })
  return expiresAt
}

/** Returns the address that the token was sent to, or undefined for another or an expired token. */
export async function findVerification(tx: Tx, userId: string, hash: Buffer): Promise<string | undefined> {
  const rows = await tx.query<{ email: string }>({
    name: 'email_verification_find',
    text: `SELECT email FROM email_verification WHERE user_id = $1 AND token_hash = $2 AND expires_at > plinth_now()`,
    values: [userId, hash],
  })
  return rows[0]?.email
}

export async function dropVerification(tx: Tx, userId: string): Promise<void> {
  await tx.query({
    name: 'email_verification_drop',
    text: 'DELETE FROM email_verification WHERE user_id = $1',
    values: [userId],
  })
}

/** Deletes some expired tokens; returns how many. */
export async function deleteOverVerifications(db: Queryable, max: number): Promise<number> {
  const rows = await db.query({
    name: 'email_verification_sweep',
    text: `DELETE FROM email_verification WHERE user_id = ANY (ARRAY(
        SELECT user_id FROM email_verification WHERE expires_at <= plinth_now()
        ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)) RETURNING true AS was_over`,
    values: [max],
  })
  return rows.length
}
