import type { Queryable } from '../database.ts'
import { QueueStart } from '../queue-start.ts'

const chunkMax = 1_000

/** Where the search for expired keys begins. */
export const keyStart = (): QueueStart => new QueueStart({ table: 'idempotency_key', column: 'expires_at' })

/** Deletes expired keys in chunks. Safe to run in several processes at once. */
export async function sweepExpiredKeys(database: Queryable, start: QueueStart): Promise<void> {
  for (;;) {
    const swept = await database.query({
      // Without a name, so planned for what has expired now.
      text: `DELETE FROM idempotency_key WHERE id = ANY (ARRAY(
        SELECT id FROM idempotency_key WHERE ${start.condition} AND expires_at <= plinth_now()
        ORDER BY expires_at LIMIT ${chunkMax} FOR UPDATE SKIP LOCKED)) RETURNING true AS swept`,
      values: [start.from],
    })
    await start.advance(database)
    if (swept.length < chunkMax) return
  }
}
