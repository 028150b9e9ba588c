import { setTimeout as wait } from 'node:timers/promises'
import type { Pool, PoolClient } from 'pg'
import type { Clock } from '../clock.ts'
import type { Logger } from '../log.ts'
import { withTimeout } from '../timeout.ts'
import { withArrayLiterals } from './array-literals.ts'
import type { CommitListener, Database, Opening, Statement, Tx } from './database.ts'
import { asFailure, isOfOpening, isOfStatement, isUndone, sqlState, takesNoWrites, unavailable } from './failures.ts'
import { endOf, openPool } from './pool.ts'
import { Refusals } from './refusals.ts'
import { Transaction } from './transaction.ts'

export interface DatabaseOptions {
  /** postgres://user:password@host:port/name */
  url: string
  /** Connections at the most. */
  poolMax: number
  clock: Clock
  log: Logger
  /** Time after which PostgreSQL ends a transaction that sends nothing, and its connection. Default 5,000. */
  idleTransactionMs?: number
  /** For work that writes nothing: a standby will do. Default: a server that takes no writes is not used. */
  onlyReads?: boolean
}

const waitingMax = 1_000
const readyTimeoutMs = 3_000
const triesMax = 3
const pauseMs = 20

/** Opens a database by its URL. Connects at the first query. Failures of the server reject as SERVICE_UNAVAILABLE. */
export const openDatabase = (options: DatabaseOptions): Database => new PgDatabase(options)

class PgDatabase implements Database {
  readonly pool: Pool
  readonly #clock: Clock
  readonly #log: Logger
  readonly #end: () => Promise<void>
  readonly #refusals = new Refusals()
  readonly #poolMax: number
  #inUse = 0
  /** A call opens a session, in this turn of the event loop. */
  #isOpening = false
  /** Sessions in use that come back; that of the instance lock does not. */
  readonly #lent = new Set<PoolClient>()
  readonly #listeners = new Set<CommitListener>()

  constructor(options: DatabaseOptions) {
    this.pool = openPool(options)
    this.#poolMax = options.poolMax
    this.pool.on('acquire', () => this.#inUse++)
    this.pool.on('release', (_err, client) => {
      this.#inUse--
      this.#lent.delete(client)
    })
    Object.defineProperty(this.pool.options, 'max', { get: () => this.#sizeMax })
    this.#end = endOf(this.pool)
    this.#clock = options.clock
    this.#log = options.log
  }

  async query<Row extends object>(statement: Statement): Promise<Row[]> {
    return this.#again(async () => {
      return askOnce<Row>(await this.#connect(), statement)
    })
  }

  async transaction<T>(fn: (tx: Tx, opened: object[][]) => Promise<T>, opening: Opening = {}): Promise<T> {
    const tries = opening.lockMs === undefined ? triesMax : 1
    const { result, committed, touchedIds } = await this.#again(() => this.#once(fn, opening), tries)
    if (committed.length > 0 || touchedIds.size > 0)
      for (const listener of this.#listeners) listener(committed, touchedIds)
    return result
  }

  onCommitted(listener: CommitListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async ready(): Promise<void> {
    try {
      await withTimeout(readyTimeoutMs, this.#askReady())
    } catch (cause) {
      if (sqlState(cause) === takesNoWrites) throw cause
      const reason = cause instanceof Error && cause.message !== '' ? cause.message : String(cause)
      throw new Error(`the database does not answer: ${reason}`, { cause })
    }
  }

  async close(): Promise<void> {
    await this.#end()
  }

  /** Retries a transaction that PostgreSQL rolled back because of a conflict, after the others had time to finish. */
  async #again<T>(work: () => Promise<T>, most = triesMax): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await work()
      } catch (thrown) {
        if (!isUndone(thrown) || tries === most) throw asFailure(thrown)
        this.#log.warn({ err: thrown, tries }, 'a transaction conflicted with others and was rolled back; retrying it')
        await wait((0.5 + Math.random()) * pauseMs * tries)
      }
    }
  }

  async #once<T>(fn: (tx: Tx, opened: object[][]) => Promise<T>, opening: Opening) {
    const tx = new Transaction(await this.#connect(), this.#clock)
    try {
      const result = await this.#run(tx, fn, opening)
      return { result, committed: await tx.commit(), touchedIds: tx.touchedIds }
    } finally {
      tx.release()
    }
  }

  async #run<T>(tx: Transaction, fn: (tx: Tx, opened: object[][]) => Promise<T>, opening: Opening) {
    try {
      return await fn(tx, await tx.begin(opening))
    } catch (thrown) {
      await tx
        .rollback()
        .catch((err: unknown) => this.#log.warn({ err }, 'rolling back failed; closing the connection'))
      throw thrown
    }
  }

  async #askReady(): Promise<void> {
    const isIdle = this.pool.idleCount > 0
    const client = await (isIdle ? this.#sessionInUse() : this.#open((connect) => this.#refusals.noting(connect)))
    await askOnce(client, { name: 'ready', text: 'SELECT 1' })
  }

  async #connect(): Promise<PoolClient> {
    this.#refuseWhenCrowded()
    try {
      const client = await this.#session()
      this.#lent.add(client)
      return client
    } catch (thrown) {
      throw unavailable(thrown)
    }
  }

  /** An idle session, or a new one; one of those in use when it comes back, where they are all or the server opens no other. */
  async #session(): Promise<PoolClient> {
    const opensNone = this.pool.idleCount > 0 || this.pool.totalCount >= this.#poolMax
    const waits = opensNone || (this.#refusals.holds && this.#lent.size > 0)
    try {
      return await (waits ? this.#sessionInUse() : this.#open((connect) => this.#refusals.open(connect)))
    } catch (thrown) {
      const isAny = this.pool.idleCount > 0 || this.#lent.size > 0
      if (!isAny || !isOfOpening(thrown)) throw thrown
      return this.#sessionInUse()
    }
  }

  #open(asking: (connect: () => Promise<PoolClient>) => Promise<PoolClient>): Promise<PoolClient> {
    return asking(() => {
      this.#isOpening = true
      try {
        return this.pool.connect()
      } finally {
        this.#isOpening = false
      }
    })
  }

  async #sessionInUse(): Promise<PoolClient> {
    try {
      return await this.pool.connect()
    } catch (thrown) {
      // The pool opens one for a call in its queue when another is lost.
      this.#refusals.note(thrown)
      throw thrown
    }
  }

  /** After a refusal the pool opens a session for the call that asks, and none for those in its queue. */
  get #sizeMax(): number {
    const isBounded = this.#refusals.isRefused && !this.#isOpening
    return isBounded ? this.pool.idleCount + this.#inUse : this.#poolMax
  }

  #refuseWhenCrowded(): void {
    if (this.pool.waitingCount + this.#refusals.waitingCount >= waitingMax)
      throw unavailable(new Error(`${waitingMax} calls wait for a connection`))
  }
}

/** Runs one statement, and gives the session back; one that may have failed by itself is closed. */
async function askOnce<Row extends object>(client: PoolClient, statement: Statement): Promise<Row[]> {
  let isUsable = false
  try {
    const { rows } = await client.query<Row>(withArrayLiterals(statement))
    isUsable = true
    return rows
  } catch (thrown) {
    isUsable = isOfStatement(thrown)
    throw thrown
  } finally {
    client.release(!isUsable)
  }
}
