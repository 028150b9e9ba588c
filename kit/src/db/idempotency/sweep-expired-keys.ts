import type { Queryable } from '../database.ts'

const chunkMax = 1_000

/** Deletes expired keys in chunks. Safe to run in several processes at once. */
export async function sweepExpiredKeys(database: Queryable): Promise<void> {
  for (;;) {
    const swept = await database.query({
      name: 'idempotency_sweep',
      text: `DELETE FROM idempotency_key WHERE id = ANY (ARRAY(
        SELECT id FROM idempotency_key WHERE expires_at <= plinth_now()
        ORDER BY expires_at LIMIT ${chunkMax} FOR UPDATE SKIP LOCKED)) RETURNING true AS swept`,
    })
    if (swept.length < chunkMax) return
  }
}
