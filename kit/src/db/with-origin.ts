import type { EventOrigin } from '../events/origin.ts'
import type { IsDue, NewEvent, Statement, Tx } from './database.ts'

/** Returns the transaction as one call sees it: its events carry the origin of the call. */
export const withOrigin = (tx: Tx, origin: EventOrigin): Tx => new OriginTx(tx, origin)

class OriginTx implements Tx {
  readonly #tx: Tx
  readonly #origin: EventOrigin

  constructor(tx: Tx, origin: EventOrigin) {
    this.#tx = tx
    this.#origin = origin
  }

  query<Row extends object>(statement: Statement): Promise<Row[]> {
    return this.#tx.query<Row>(statement)
  }

  emit(event: NewEvent, origin: EventOrigin = this.#origin): string {
    return this.#tx.emit(event, origin)
  }

  touch(ownerId: string): void {
    this.#tx.touch(ownerId)
  }

  atCommit(statement: Statement, asRefusal?: (thrown: unknown) => unknown): void {
    this.#tx.atCommit(statement, asRefusal)
  }

  besideEvents(statement: Statement): void {
    this.#tx.besideEvents(statement)
  }

  time(): Promise<Date> {
    return this.#tx.time()
  }

  attempt<T>(fn: () => Promise<T>): Promise<T> {
    return this.#tx.attempt(fn)
  }

  inSavepoints<T>(
    works: readonly ((tx: Tx) => Promise<T>)[],
    isDue?: IsDue,
  ): Promise<(PromiseSettledResult<T> | undefined)[]> {
    return this.#tx.inSavepoints(
      works.map((work) => (tx) => work(withOrigin(tx, this.#origin))),
      isDue,
    )
  }
}
