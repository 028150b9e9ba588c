import pg from 'pg'
import type { Clock } from '../clock.ts'
import { bySystem, type EventOrigin } from '../events/origin.ts'
import { withArrayLiterals } from './array-literals.ts'
import type { CommittedRow, IsDue, NewEvent, Opening, Statement, Tx } from './database.ts'
import { sqlState, takesNoWrites } from './failures.ts'
import { insertOutboxRows, type NewOutboxRow, outboxRow } from './outbox.ts'
import { runInSavepoints, type SavepointHost, type SavepointWork } from './savepoints.ts'

/** Column that an opening statement can select in its first row, which saves a query of the time. */
export const transactionTime = 'plinth_now()::timestamptz(3) AS transaction_time'

export const askTime: Statement = { name: 'transaction_time', text: `SELECT ${transactionTime}` }

type AsRefusal = (thrown: unknown) => unknown

interface Closing {
  statement: Statement
  asRefusal?: AsRefusal | undefined
}

/** One transaction on one connection of a pool in pipeline mode: statements sent together cost one round trip. */
export class Transaction implements Tx {
  readonly #client: pg.PoolClient
  readonly #clock: Clock
  readonly touchedIds = new Set<string>()
  #events: NewOutboxRow[] = []
  #closing: Closing[] = []
  #besideEvents: Statement | undefined
  #depth = 0
  #time: Promise<Date> | undefined
  /** Why PostgreSQL refuses every statement until a rollback. */
  #failure: { reason: unknown } | undefined
  /** A statement that is sent later would run by itself, or in another transaction on this connection. */
  #isOver = false
  #takesNoWrites = false

  constructor(client: pg.PoolClient, clock: Clock) {
    this.#client = client
    this.#clock = clock
  }

  /** Sends BEGIN, settings and statements. If only BEGIN failed, they would run outside of a transaction, so they must not write. */
  async begin({ settings = [], statements = [], lockMs }: Opening): Promise<object[][]> {
    const patience = lockMs === undefined ? [] : [`SET LOCAL lock_timeout = ${lockMs}`]
    const [, ...results] = await this.#together(() => [
      this.#send<object>(['BEGIN ISOLATION LEVEL READ COMMITTED', ...patience, ...settings].join(';')),
      ...statements.map((statement) => this.#send<object>(withArrayLiterals(statement))),
    ])
    const opened = results.map(({ rows }) => rows)
    for (const [row] of opened) this.#learnTime(row)
    return opened
  }

  async query<Row extends object>(statement: Statement): Promise<Row[]> {
    return (await this.#send<Row>(withArrayLiterals(statement))).rows
  }

  /**
   * Rejects with the error of the first statement that failed: those behind it fail as well, with errors that tell no cause, and one of
   * these may be awaited before the first.
   */
  async #send<Row extends object>(
    statement: string | Statement,
    asRefusal: AsRefusal = (thrown) => thrown,
  ): Promise<pg.QueryResult<Row>> {
    if (this.#isOver) throw new Error('the transaction is over')
    try {
      return await this.#client.query<Row>(statement)
    } catch (thrown) {
      if (sqlState(thrown) === takesNoWrites) this.#takesNoWrites = true
      if (this.#failure !== undefined) throw this.#failure.reason
      const reason = asRefusal(thrown)
      // An error of the driver, about a value, leaves the transaction as it was.
      if (thrown instanceof pg.DatabaseError) this.#failure = { reason }
      throw reason
    }
  }

  emit(event: NewEvent, origin: EventOrigin = bySystem): string {
    const row = outboxRow(event, origin, this.#clock)
    this.#events.push(row)
    return row.id
  }

  touch(ownerId: string): void {
    this.touchedIds.add(ownerId)
  }

  atCommit(statement: Statement, asRefusal?: AsRefusal): void {
    this.#closing.push({ statement, asRefusal })
  }

  besideEvents(statement: Statement): void {
    if (this.#besideEvents !== undefined) throw new Error('one statement goes beside the events')
    this.#besideEvents = statement
  }

  time(): Promise<Date> {
    this.#time ??= this.query<{ transaction_time: Date }>(askTime).then(([row]) => {
      if (row === undefined) throw new Error('the database does not know the time')
      return row.transaction_time
    })
    // A statement that failed in a savepoint can be sent again after it.
    this.#time.catch(() => {
      this.#time = undefined
    })
    return this.#time
  }

  #learnTime(row: object | undefined): void {
    if (row !== undefined && 'transaction_time' in row && row.transaction_time instanceof Date)
      this.#time = Promise.resolve(row.transaction_time)
  }

  async attempt<T>(fn: () => Promise<T>): Promise<T> {
    const [result] = await this.inSavepoints([fn])
    if (result?.status !== 'fulfilled') throw result?.reason
    return result.value
  }

  async inSavepoints<T>(
    works: readonly SavepointWork<T>[],
    isDue?: IsDue,
  ): Promise<(PromiseSettledResult<T> | undefined)[]> {
    const savepoint = `savepoint_${this.#depth++}`
    try {
      return await runInSavepoints(this.#savepoints, this, savepoint, works, isDue)
    } finally {
      this.#depth--
    }
  }

  readonly #savepoints: SavepointHost = {
    send: (text) => {
      this.#cork()
      return this.#send(text)
    },
    mark: () => ({ events: this.#events.length, closing: this.#closing.length }),
    forget: ({ events, closing }) => {
      this.#events.length = events
      this.#closing.length = closing
      this.#failure = undefined
    },
    flush: ({ closing }) => {
      const statements = this.#closing.splice(closing)
      return statements.length === 0 ? undefined : this.#together(() => statements.map((one) => this.#close(one)))
    },
  }

  #close({ statement, asRefusal }: Closing): Promise<unknown> {
    return this.#send(withArrayLiterals(statement), asRefusal)
  }

  /** Statements of one tick are one packet. */
  #cork(): void {
    const { stream } = this.#client.connection
    stream.cork()
    process.nextTick(() => stream.uncork())
  }

  /** Sends events, closing statements and COMMIT in one round trip. If one fails, PostgreSQL turns the COMMIT into a rollback. */
  async commit(): Promise<CommittedRow[]> {
    const events = this.#events
    const sent = this.#together<unknown>(() => [
      ...(events.length > 0 ? [this.time()] : []),
      ...this.#lastWrites().map((one) => this.#close(one)),
      this.#send('COMMIT'),
    ])
    this.#isOver = true
    const results = await sent
    // PostgreSQL answers this COMMIT with ROLLBACK, and no error.
    if (!isCommitted(results.at(-1))) throw this.#failure?.reason ?? new Error('PostgreSQL rolled the transaction back')
    if (events.length === 0) return []
    const created_at = await this.time()
    return events.map((row) => ({ ...row, created_at }))
  }

  #lastWrites(): Closing[] {
    const events = this.#events
    const beside = this.#besideEvents
    const last = events.length > 0 ? insertOutboxRows(events, beside) : beside
    return [...this.#closing, ...(last === undefined ? [] : [{ statement: last }])]
  }

  async rollback(): Promise<void> {
    this.#isOver = true
    await this.#client.query('ROLLBACK')
  }

  /** Sends statements in one packet and waits for every promise, even if one rejects: the connection must be idle before it is returned. */
  async #together<T>(send: () => Promise<T>[]): Promise<T[]> {
    this.#cork()
    const outcomes = await Promise.allSettled(send())
    return outcomes.map((outcome) => {
      if (outcome.status === 'rejected') throw outcome.reason
      return outcome.value
    })
  }

  /** Returns the connection to the pool, or closes it if its state is not known to be clean, or it leads to a server that takes no writes. */
  release(): void {
    this.#isOver = true
    this.#client.release(this.#takesNoWrites || this.#client.getTransactionStatus() !== 'I')
  }
}

const isCommitted = (result: unknown): boolean =>
  typeof result === 'object' && result !== null && 'command' in result && result.command === 'COMMIT'
