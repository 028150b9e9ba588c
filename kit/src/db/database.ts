import type { Pool } from 'pg'

export interface Statement {
  /** Present: prepared once per connection under this name. */
  name?: string
  text: string
  values?: unknown[]
}

export interface Queryable {
  /** The rows, as the driver gives them: snake_case columns, Date for timestamptz, number for bigint. */
  query<Row extends object>(statement: Statement): Promise<Row[]>
}

/** An event to be published when, and only when, the transaction commits. */
export interface NewEvent {
  type: string
  workspaceId: string
  namespaceId?: string
  objectId: string
  objectType: string
  /** Of the object, for consumers that keep a copy of it. */
  objectVersion?: number
  /** The object as the public API shows it: snake_case, times as ISO strings. */
  attributes: Record<string, unknown>
  /** Durable names of the consumers that must have it before the outbox forgets it. */
  consumers: readonly string[]
}

/** One PostgreSQL transaction: every store that writes takes it. */
export interface Tx extends Queryable {
  /** Appends to the outbox of this transaction; returns the event's id. */
  emit(event: NewEvent): string
  /** Notes whose data the transaction changes, for the listeners of `onCommitted`. */
  touch(ownerId: string): void
  /**
   * Sent right before COMMIT, in the same round trip: nobody waits for it alone. When it fails the whole transaction
   * does, with what `asRefusal` makes of the failure.
   */
  atCommit(statement: Statement, asRefusal?: (thrown: unknown) => unknown): void
  /** As atCommit, for one prepared plain INSERT of a transaction: it and the events are one statement. */
  besideEvents(statement: Statement): void
  /** The time of this transaction, as columns take it whose default is plinth_now(). */
  time(): Promise<Date>
  /** When fn rejects, what it did is undone, its events included, and the transaction goes on; rejects with the same error. */
  attempt<T>(fn: () => Promise<T>): Promise<T>
}

/** An outbox row whose transaction has committed, ready to be published. */
export interface OutboxRow {
  id: string
  subject: string
  payload: Buffer
  traceparent: string
  created_at: Date
  /** Empty: nobody has to confirm it. */
  awaiting: readonly string[]
}

/** As it is told where it was written. */
export interface CommittedRow extends OutboxRow {
  /** Ids of the workspace, the namespace and the object that the event is about, as far as it has them. */
  about: readonly string[]
}

export type CommitListener = (rows: readonly CommittedRow[], touchedIds: ReadonlySet<string>) => void

export interface Database extends Queryable {
  readonly pool: Pool
  /**
   * Commits when fn resolves, rolls back when it rejects.
   * @param fn Runs again, up to twice, when PostgreSQL gave up its transaction for others: what it does outside of the
   * transaction must bear that.
   * @param opening Statements that share BEGIN's round trip; their rows are fn's second argument. They must not write.
   */
  transaction<T>(fn: (tx: Tx, opened: object[][]) => Promise<T>, opening?: readonly Statement[]): Promise<T>
  /** Calls the listener right after each commit that appended outbox rows or touched owners. Returns what ends it. */
  onCommitted(listener: CommitListener): () => void
  /** Rejects with a sentence while the server does not answer. */
  ready(): Promise<void>
  close(): Promise<void>
}
