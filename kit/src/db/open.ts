import { setTimeout as wait } from 'node:timers/promises'
import type { Pool, PoolClient } from 'pg'
import type { Clock } from '../clock.ts'
import type { Logger } from '../log.ts'
import { withTimeout } from '../timeout.ts'
import { withArrayLiterals } from './array-literals.ts'
import type { CommitListener, Database, Opening, Statement, Tx } from './database.ts'
import { asFailure, isOfStatement, isUndone, sqlState, takesNoWrites, unavailable } from './failures.ts'
import { endOf, openPool } from './pool.ts'
import { Refusals } from './refusals.ts'
import { Transaction } from './transaction.ts'
import { WritableClient } from './writable-client.ts'

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
  readonly #listeners = new Set<CommitListener>()

  constructor(options: DatabaseOptions) {
    this.pool = openPool(options)
    this.#poolMax = options.poolMax
    this.pool.on('acquire', () => this.#inUse++)
    this.pool.on('release', (err, client) => {
      this.#inUse--
      if (!err && !(client instanceof WritableClient && client.onlyReads)) this.#refusals.forget()
    })
    this.#end = endOf(this.pool)
    this.#clock = options.clock
    this.#log = options.log
  }

  async query<Row extends object>(statement: Statement): Promise<Row[]> {
    return this.#again(async () => {
      const client = await this.#connect()
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
      const asked = this.#refusals.noting(() => this.pool.query({ name: 'ready', text: 'SELECT 1' }))
      await withTimeout(readyTimeoutMs, asked)
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

  async #connect(): Promise<PoolClient> {
    this.#refuseWhenCrowded()
    try {
      const connect = () => this.pool.connect()
      // Where all sessions are in use, a call waits for one of them and opens none.
      const opensNone = this.pool.idleCount > 0 || this.#inUse >= this.#poolMax
      return await (opensNone ? connect() : this.#refusals.open(connect))
    } catch (thrown) {
      throw unavailable(thrown)
    }
  }

  #refuseWhenCrowded(): void {
    if (this.pool.waitingCount + this.#refusals.waitingCount >= waitingMax)
      throw unavailable(new Error(`${waitingMax} calls wait for a connection`))
  }
}
