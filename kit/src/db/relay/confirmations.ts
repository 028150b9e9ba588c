import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from '../../log.ts'
import { withTimeout } from '../../timeout.ts'
import type { Database } from '../database.ts'

const collectMs = 250
const waitingMax = 20_000
const batchMax = 1_000
// Longer than the database allows itself for three statements.
const confirmMsMax = 60_000

/**
 * Confirmations of consumers, written in batches. A confirmation that is lost here costs one more publishing,
 * which the consumer confirms again.
 */
export class Confirmations {
  readonly #database: Database
  readonly #log: Logger
  readonly #waiting = new Map<string, Set<string>>()
  #count = 0
  #writing: Promise<void> | undefined

  constructor(database: Database, log: Logger) {
    this.#database = database
    this.#log = log
  }

  /** @param consumer Durable name; empty for events that need no confirmation. */
  add(consumer: string, eventIds: readonly string[]): void {
    const ids = this.#waiting.get(consumer) ?? new Set()
    this.#waiting.set(consumer, ids)
    for (const id of eventIds) {
      if (this.#count >= waitingMax) break
      if (ids.size < ids.add(id).size) this.#count++
    }
    if (this.#count > 0) this.#writing ??= this.#write()
  }

  /** Resolves when nothing waits. */
  async drained(): Promise<void> {
    await this.#writing
  }

  async #write(): Promise<void> {
    try {
      await wait(collectMs)
      while (this.#count > 0) {
        for (const [consumer, ids] of this.#waiting) {
          const batch = [...ids].slice(0, batchMax)
          for (const id of batch) ids.delete(id)
          this.#count -= batch.length
          if (ids.size === 0) this.#waiting.delete(consumer)
          await withTimeout(confirmMsMax, this.#confirm(consumer, batch)).catch((err: unknown) =>
            this.#log.warn(
              { err, events: batch.length },
              'removing confirmed events from the outbox failed; they are published and confirmed again',
            ),
          )
        }
      }
    } finally {
      this.#writing = undefined
    }
  }

  async #confirm(consumer: string, ids: string[]): Promise<void> {
    const removed = await this.#database.query(removeConfirmed(consumer, ids))
    if (removed.length === ids.length) return
    const shortened = await this.#database.query(shortenAwaiting(consumer, ids))
    if (shortened.length > 0) await this.#database.query(removeConfirmed(consumer, ids))
  }
}

// Every replica's relay hears every confirmation: rows are locked in the order of their ids, so that none wait crosswise.
// NOTE: without names, so planned for what waits now. A plan that was made while nothing waited compares each id with each row:
// 20,000 rows took 45 s.
const removeConfirmed = (consumer: string, ids: string[]) => ({
  text: `DELETE FROM outbox WHERE id = ANY (ARRAY(SELECT id FROM outbox
    WHERE id = ANY ($1) AND awaiting <@ ARRAY[$2::text] ORDER BY id FOR UPDATE)) RETURNING id`,
  values: [ids, consumer],
})

const shortenAwaiting = (consumer: string, ids: string[]) => ({
  text: `UPDATE outbox SET awaiting = array_remove(awaiting, $2::text) WHERE id = ANY (ARRAY(SELECT id FROM outbox
    WHERE id = ANY ($1) AND awaiting @> ARRAY[$2::text] ORDER BY id FOR UPDATE)) RETURNING id`,
  values: [ids, consumer],
})
