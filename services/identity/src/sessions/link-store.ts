import type { Queryable, Tx } from '@plinth/kit/db'
import { readRow, theRow } from '@plinth/kit/db/rows'
import { linksOfKeyMax, type SignInLink } from './sign-in-link.ts'

type Times = Pick<SignInLink, 'createdAt' | 'expiresAt'>

/** Call it under lockKey. */
export async function insertLink(
  tx: Tx,
  link: { id: string; codeHash: Buffer; keyId: string; lifeSeconds: number; sessionEndsAt: Date | undefined },
): Promise<SignInLink> {
  const { name, prefix, ...times } = await theRow<Times & { name: string; prefix: string }>(tx, {
    name: 'sign_in_link_insert',
    // least() leaves NULL out.
    text: `INSERT INTO sign_in_link (id, code_hash, key_id, expires_at, session_ends_at)
      VALUES ($1, $2, $3, least(plinth_now() + $4 * interval '1 second', $5::timestamptz), $5) RETURNING created_at, expires_at,
        (SELECT name FROM api_key WHERE id = key_id) AS name, (SELECT prefix FROM api_key WHERE id = key_id) AS prefix`,
    values: [link.id, link.codeHash, link.keyId, link.lifeSeconds, link.sessionEndsAt],
  })
  return { id: link.id, key: { id: link.keyId, name, prefix }, ...times }
}

/** Deletes the oldest links of a key so that one more is not too many. Call it under lockKey. */
export async function deleteExcessLinks(tx: Tx, keyId: string): Promise<void> {
  await tx.query({
    name: 'sign_in_link_excess',
    text: `DELETE FROM sign_in_link WHERE id IN (
      SELECT id FROM sign_in_link WHERE key_id = $1 ORDER BY created_at DESC, id DESC OFFSET ${linksOfKeyMax - 1})`,
    values: [keyId],
  })
}

/** Returns the key of the link with this code, also of one that has expired. */
export async function keyOfLink(tx: Tx, codeHash: Uint8Array): Promise<string | undefined> {
  const [row] = await tx.query<{ key_id: string }>({
    name: 'sign_in_link_key',
    text: 'SELECT key_id FROM sign_in_link WHERE code_hash = $1',
    values: [codeHash],
  })
  return row?.key_id
}

/** Deletes the link; of calls at the same time one returns it, the others undefined. */
export async function spendLink(tx: Tx, codeHash: Uint8Array): Promise<{ sessionEndsAt?: Date } | undefined> {
  return readRow<{ sessionEndsAt?: Date }>(tx, {
    name: 'sign_in_link_spend',
    text: 'DELETE FROM sign_in_link WHERE code_hash = $1 AND expires_at > plinth_now() RETURNING session_ends_at',
    values: [codeHash],
  })
}

/** The operator key that the command uses: the one that PLINTH_OPERATOR_KEY names, else the oldest with every scope. */
export async function findMainKey(tx: Tx): Promise<string | undefined> {
  const [row] = await tx.query<{ id: string }>({
    name: 'sign_in_link_main_key',
    text: `SELECT id FROM api_key WHERE is_operator AND rotated_at IS NULL AND '*' = ANY(scopes)
        AND (expires_at IS NULL OR expires_at > plinth_now())
      ORDER BY is_named DESC, created_at, id LIMIT 1`,
    values: [],
  })
  return row?.id
}

/** True for an operator key that has not expired. */
export async function isOperatorKey(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.query({
    name: 'sign_in_link_operator_key',
    text: `SELECT id FROM api_key WHERE is_operator AND id = $1 AND (expires_at IS NULL OR expires_at > plinth_now())`,
    values: [id],
  })
  return rows.length > 0
}

/** Deletes up to so many links that have expired; returns how many. */
export async function deleteOverLinks(db: Queryable, max: number): Promise<number> {
  const rows = await db.query({
    name: 'sign_in_link_sweep',
    text: `DELETE FROM sign_in_link WHERE id IN (SELECT id FROM sign_in_link WHERE expires_at <= plinth_now()
      ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING true AS was_over`,
    values: [max],
  })
  return rows.length
}
