import type { PoolClient } from 'pg'
import type { Clock } from '../clock.ts'
import type { NewEvent, OutboxRow, Statement, Tx } from './database.ts'
import { insertOutboxRows, type NewOutboxRow, outboxRow } from './outbox.ts'

/** One transaction on one connection of a pool in pipeline mode: what is sent together costs one round trip. */
export class Transaction implements Tx {
  readonly #client: PoolClient
  readonly #clock: Clock
  #events: NewOutboxRow[] = []
  #closing: Statement[] = []
  #depth = 0

  constructor(client: PoolClient, clock: Clock) {
    this.#client = client
    this.#clock = clock
  }

  /** BEGIN and the opening statements. Were BEGIN to fail alone, they would run outside: so they must not write. */
  async begin(opening: readonly Statement[]): Promise<object[][]> {
    const [, ...results] = await allDone([
      this.#client.query('BEGIN ISOLATION LEVEL READ COMMITTED'),
      ...opening.map((statement) => this.#client.query<object>(statement)),
    ])
    return results.map((result) => result.rows)
  }

  async query<Row extends object>(statement: Statement): Promise<Row[]> {
    return (await this.#client.query<Row>(statement)).rows
  }

  emit(event: NewEvent): string {
    const row = outboxRow(event, this.#clock)
    this.#events.push(row)
    return row.id
  }

  atCommit(statement: Statement): void {
    this.#closing.push(statement)
  }

  async attempt<T>(fn: () => Promise<T>): Promise<T> {
    const savepoint = `attempt_${this.#depth++}`
    const [events, closing] = [this.#events.length, this.#closing.length]
    // Travels with fn's first statement; should it fail, the whole transaction has failed.
    const saved = this.#client.query(`SAVEPOINT ${savepoint}`)
    saved.catch(() => undefined)
    try {
      const result = await fn()
      await saved
      return result
    } catch (thrown) {
      await this.#client.query(`ROLLBACK TO SAVEPOINT ${savepoint}`)
      this.#events.length = events
      this.#closing.length = closing
      throw thrown
    } finally {
      this.#depth--
    }
  }

  /** Events, closing statements and COMMIT in one round trip: when one fails, PostgreSQL turns the COMMIT into a rollback. */
  async commit(): Promise<OutboxRow[]> {
    const events = this.#events
    const insertion = events.length > 0 ? [insertOutboxRows(events)] : []
    const results = await allDone([
      ...[...insertion, ...this.#closing].map((statement) => this.#client.query<{ created_at: Date }>(statement)),
      this.#client.query<{ created_at: Date }>('COMMIT'),
    ])
    if (results.at(-1)?.command !== 'COMMIT')
      throw new Error('a failed statement was swallowed, so nothing was committed')
    const created_at = results[0]?.rows[0]?.created_at
    return created_at === undefined ? [] : events.map((row) => ({ ...row, created_at }))
  }

  async rollback(): Promise<void> {
    await this.#client.query('ROLLBACK')
  }

  /** Gives the connection back, or drops it when its state is not known to be clean. */
  release(): void {
    this.#client.release(this.#client.getTransactionStatus() !== 'I')
  }
}

/** Waits for every promise, also when one rejects: the connection must be quiet before it is given back. */
async function allDone<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  const outcomes = await Promise.allSettled(promises)
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason
    return outcome.value
  })
}
