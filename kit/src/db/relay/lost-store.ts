import type { Bus } from '../../bus/bus.ts'
import type { Database } from '../database.ts'

// The bus and PostgreSQL have different clocks.
const skewMs = 300_000
const chunkMax = 5_000

/**
 * Notices that the bus lost what it held: its store was wiped, or is another one. What waits in the outbox is then due at once, however
 * long ago it was published.
 */
export class LostStore {
  #keptSince: number | undefined

  /** Rejects while the bus is not reachable. */
  async makeUp(bus: Pick<Bus, 'keptSince'>, database: Database): Promise<void> {
    const since = (await bus.keptSince()).getTime()
    if (since === this.#keptSince) return
    // This process may have started after the loss: then a row from before the store tells of it.
    const until = this.#keptSince === undefined ? new Date(since + skewMs) : 'infinity'
    while ((await makeDue(database, until)) === chunkMax);
    this.#keptSince = since
  }
}

/** Makes waiting rows that are older due, at most `chunkMax` of them; returns how many. */
async function makeDue(database: Database, until: Date | 'infinity'): Promise<number> {
  const rows = await database.query({
    // Without a name: once for each store, and planned for what waits then.
    text: `UPDATE outbox SET next_publish_at = plinth_now(), publish_count = least(publish_count, 4)
      WHERE id = ANY (ARRAY(SELECT id FROM outbox WHERE next_publish_at > plinth_now() AND created_at < $1::timestamptz
        ORDER BY next_publish_at LIMIT ${chunkMax} FOR UPDATE SKIP LOCKED))
      RETURNING true AS is_due`,
    values: [until],
  })
  return rows.length
}
