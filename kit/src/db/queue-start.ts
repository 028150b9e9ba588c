import type { Queryable, Statement } from './database.ts'

// Rows that are gone stay in the indexes of their table while any transaction is older than their end, and VACUUM cannot remove them: a
// backup takes an hour. A search for what is due would read all of them each time.

interface Queue {
  table: string
  /** When a row is due: at the time of the transaction that writes it, or later, but for those that `allEvery` finds. An index begins with it. */
  column: string
  /** SQL, where the index has some of the rows alone. */
  where?: string
  /** Of so many searches one looks at all: what a transaction of more than a minute, or a clock that was set back, has left before the start. Default 1,000. */
  allEvery?: number
}

/** Where the searches of a process for the due rows of a table begin: the first one with all rows, the next ones where rows were left. */
export class QueueStart {
  readonly #queue: Queue
  #from = '-infinity'
  #searches = 0

  constructor(queue: Queue) {
    this.#queue = queue
  }

  /** The value of `condition`. */
  get from(): string {
    return this.#from
  }

  /** The next search looks at all, if it comes before learn() is called again. */
  get isAll(): boolean {
    return this.#from === '-infinity'
  }

  /**
   * SQL that leaves out what is gone, for a statement whose first value is `from`. A start that is ahead was learnt before the clock was
   * set back.
   */
  get condition(): string {
    return `${this.#queue.column} >= CASE WHEN $1::timestamptz <= plinth_now() - interval '30 seconds' THEN $1 ELSE '-infinity' END`
  }

  /** For learn(). Without a name, so planned for what waits now: a plan that was made while nothing waited reads all. */
  get next(): Statement {
    const { table, column, where = 'true' } = this.#queue
    return {
      text: `SELECT (least(plinth_now(), (SELECT ${column} FROM ${table} WHERE ${where} AND ${this.condition} ORDER BY ${column} LIMIT 1))
        - interval '1 minute')::text AS start`,
      values: [this.#from],
    }
  }

  /** After a search: asks where the next one begins. */
  async advance(db: Queryable): Promise<void> {
    this.learn(await db.query(this.next))
  }

  /** For the searches that follow the one that runs. */
  learn(rows: readonly object[] = []): void {
    const [row] = rows as readonly { start: string }[]
    this.#searches = (this.#searches + 1) % (this.#queue.allEvery ?? 1_000)
    this.#from = this.#searches === 0 || row === undefined ? '-infinity' : row.start
  }
}
