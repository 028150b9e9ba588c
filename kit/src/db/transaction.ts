import type { PoolClient, QueryResult } from 'pg'
import type { Clock } from '../clock.ts'
import type { NewEvent, OutboxRow, Statement, Tx } from './database.ts'
import { insertOutboxRows, type NewOutboxRow, outboxRow } from './outbox.ts'

/** Among the opening statements: the first attempt() begins here, for no statement of its own. Only reads may come between. */
export const attemptOpened: Statement = { text: 'SAVEPOINT attempt_0' }

/** One transaction on one connection of a pool in pipeline mode: what is sent together costs one round trip. */
export class Transaction implements Tx {
  readonly #client: PoolClient
  readonly #clock: Clock
  #events: NewOutboxRow[] = []
  #closing: Statement[] = []
  #depth = 0
  #isAttemptOpened = false

  constructor(client: PoolClient, clock: Clock) {
    this.#client = client
    this.#clock = clock
  }

  /** BEGIN and the opening statements. Were BEGIN to fail alone, they would run outside: so they must not write. */
  async begin(opening: readonly Statement[]): Promise<object[][]> {
    this.#isAttemptOpened = opening.includes(attemptOpened)
    // The first ones that are neither prepared nor given values share BEGIN's message.
    const other = opening.findIndex(({ name, values }) => name !== undefined || values !== undefined)
    const joined = opening.slice(0, other === -1 ? opening.length : other)
    const texts = ['BEGIN ISOLATION LEVEL READ COMMITTED', ...joined.map((statement) => statement.text)]
    const [begun, ...results] = await this.#together(() => [
      this.#client.query<object>(texts.join(';')),
      ...opening.slice(joined.length).map((statement) => this.#client.query<object>(statement)),
    ])
    // Several statements in one text answer several results, which the driver's types do not tell.
    const first = (Array.isArray(begun) ? begun.slice(1) : []) as QueryResult<object>[]
    return [...first, ...results].map((result) => result.rows)
  }

  async query<Row extends object>(statement: Statement): Promise<Row[]> {
    this.#isAttemptOpened = false
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
    const saved = this.#isAttemptOpened ? undefined : this.#save(savepoint)
    this.#isAttemptOpened = false
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

  /** Travels with the statement that follows; should it fail, the whole transaction has failed. */
  #save(savepoint: string): Promise<unknown> {
    const { stream } = this.#client.connection
    stream.cork()
    process.nextTick(() => stream.uncork())
    const saved = this.#client.query(`SAVEPOINT ${savepoint}`)
    saved.catch(() => undefined)
    return saved
  }

  /** Events, closing statements and COMMIT in one round trip: when one fails, PostgreSQL turns the COMMIT into a rollback. */
  async commit(): Promise<OutboxRow[]> {
    const events = this.#events
    const insertion = events.length > 0 ? [insertOutboxRows(events)] : []
    const results = await this.#together(() => [
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

  /** One packet for what is sent together; waits for every promise, also when one rejects: the connection must be quiet before it is given back. */
  async #together<T>(send: () => Promise<T>[]): Promise<T[]> {
    const { stream } = this.#client.connection
    stream.cork()
    process.nextTick(() => stream.uncork())
    const outcomes = await Promise.allSettled(send())
    return outcomes.map((outcome) => {
      if (outcome.status === 'rejected') throw outcome.reason
      return outcome.value
    })
  }

  /** Gives the connection back, or drops it when its state is not known to be clean. */
  release(): void {
    this.#client.release(this.#client.getTransactionStatus() !== 'I')
  }
}
