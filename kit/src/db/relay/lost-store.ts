import { firstIdOf } from '../../ids.ts'
import type { Logger } from '../../log.ts'
import type { Database } from '../database.ts'

// The bus, PostgreSQL and the processes that make ids have different clocks.
const skewMs = 300_000
const chunkMax = 5_000
// Rows that are due by then are left alone: events of this moment are being published, and are due again after 5 s.
const soon = `interval '10 seconds'`

/**
 * Notices that the bus lost what it held: its store was wiped, or is another one. What waits in the outbox is then due within seconds,
 * however long ago it was published.
 */
export class LostStore {
  readonly #database: Database
  readonly #log: Logger
  #keptSince: number | undefined
  /** Of rows that may not be in the store: the id of the last one that was made due, and the first that is there. */
  #missing: { after: string; until: string } | undefined

  constructor(database: Database, log: Logger) {
    this.#database = database
    this.#log = log
  }

  /**
   * Makes some of the missing rows due; `keptSince` is what the bus says now. Returns true if there may be more. Never rejects: what
   * is due anyway has to be published.
   */
  async makeUp(keptSince: Date): Promise<boolean> {
    const since = keptSince.getTime()
    if (since !== this.#keptSince) {
      // This process may have started after the loss: then a row from before the store tells of it.
      const until = this.#keptSince === undefined ? firstIdOf('evt', new Date(since + skewMs)) : idsEnd
      this.#missing = { after: '', until }
      this.#keptSince = since
    }
    if (this.#missing === undefined) return false
    try {
      const last = await makeDue(this.#database, this.#missing)
      this.#missing = last === undefined ? undefined : { ...this.#missing, after: last }
      return last !== undefined
    } catch (err) {
      this.#log.warn({ err }, 'publishing again what a lost store of the bus held failed; the next sweep goes on')
      return false
    }
  }
}

// After every id of an event, whatever the collation of the database does with other signs than letters.
const idsEnd = 'evu'

/** Makes waiting rows of a range due, at most `chunkMax` of them; returns the last one looked at if there may be more. */
async function makeDue(database: Database, { after, until }: { after: string; until: string }) {
  const [row] = await database.query<{ last: string | null; seen: number }>({
    // Without a name: planned for what waits then. By id, which tells the time: a store that has lost nothing costs no read of what waits.
    text: `WITH seen AS MATERIALIZED (
        SELECT id FROM outbox WHERE id > $1 AND id < $2 ORDER BY id LIMIT ${chunkMax}
      ), due AS (
        UPDATE outbox SET next_publish_at = plinth_now(), publish_count = least(publish_count, 4)
        WHERE id = ANY (ARRAY(SELECT id FROM outbox WHERE id = ANY (ARRAY(SELECT id FROM seen)) AND next_publish_at > plinth_now() + ${soon}
          ORDER BY id FOR UPDATE SKIP LOCKED))
      )
      SELECT max(id) AS last, count(*)::int AS seen FROM seen`,
    values: [after, until],
  })
  return row !== undefined && row.seen === chunkMax && row.last !== null ? row.last : undefined
}
