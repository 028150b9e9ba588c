import type { Pool } from 'pg'
import type { Changes } from '../events/changes.ts'
import type { EventOrigin } from '../events/origin.ts'

export interface Statement {
  /** Present: prepared once per connection under this name. */
  name?: string
  text: string
  values?: unknown[]
}

export interface Queryable {
  /** Returns the rows as the driver gives them: snake_case columns, Date for timestamptz, number for bigint. */
  query<Row extends object>(statement: Statement): Promise<Row[]>
}

/** An event that is published if and only if the transaction commits. */
export interface NewEvent {
  type: string
  workspaceId: string
  namespaceId?: string
  objectId: string
  objectType: string
  /** Version of the object, for consumers that keep a copy. */
  objectVersion?: number
  /** For people who read what happened; default: the attribute `name`. */
  objectName?: string
  /** The object as the public API shows it: snake_case, times as ISO strings. */
  attributes: Record<string, unknown>
  /** By changesOf; absent: nothing that can be compared changed. */
  changes?: Changes
  /** Durable names of the consumers that must confirm the event before the outbox deletes it. */
  consumers: readonly string[]
}

/** One PostgreSQL transaction: every store that writes takes it. */
export interface Tx extends Queryable {
  /**
   * Appends to the outbox of this transaction; returns the event's id.
   * @param origin Default: the call whose transaction this is, else the system.
   */
  emit(event: NewEvent, origin?: EventOrigin): string
  /** Notes an owner whose data the transaction changes, for the listeners of `onCommitted`. */
  touch(ownerId: string): void
  /**
   * Sends a statement right before COMMIT, in the same round trip. If it fails, the whole transaction
   * fails, with the error that `asRefusal` returns.
   */
  atCommit(statement: Statement, asRefusal?: (thrown: unknown) => unknown): void
  /** Like atCommit, for one prepared plain INSERT of a transaction, which becomes one statement with the events. */
  besideEvents(statement: Statement): void
  /** Returns the time of this transaction, the same as in columns with the default plinth_now(). */
  time(): Promise<Date>
  /** Runs fn in a savepoint: if fn rejects, its changes and events are undone and the transaction continues. Rejects with the same error. */
  attempt<T>(fn: () => Promise<T>): Promise<T>
  /**
   * Runs works one after the other, each with what it notes for the commit in a savepoint of its own, as attempt does. A work
   * runs again when the one before turns out to have failed: its effects outside of the transaction must be safe to repeat.
   * @param isDue Asked when a work's turn comes, and again before it runs again; one that is not due does not run, and its result
   * is undefined. Default: all are.
   */
  inSavepoints<T>(
    works: readonly ((tx: Tx) => Promise<T>)[],
    isDue?: IsDue,
  ): Promise<(PromiseSettledResult<T> | undefined)[]>
}

/** Is the work at this place due, after these results of the works before it? */
export type IsDue = (place: number, results: readonly (PromiseSettledResult<unknown> | undefined)[]) => boolean

/** An outbox row whose transaction has committed, ready to be published. */
export interface OutboxRow {
  id: string
  subject: string
  payload: Buffer
  traceparent: string
  created_at: Date
  /** Consumers that must still confirm the event; empty if none must. */
  awaiting: readonly string[]
}

/** A committed event, as the writing process announces it. */
export interface CommittedRow extends OutboxRow {
  /** IDs of the workspace, the namespace and the object of the event, as far as it has them. */
  about: readonly string[]
}

export type CommitListener = (rows: readonly CommittedRow[], touchedIds: ReadonlySet<string>) => void

export interface Opening {
  /** Commands without values and rows: settings and locks of the transaction. They come first. */
  settings?: readonly string[]
  /** They must not write. */
  statements?: readonly Statement[]
  /** How long a statement waits for a lock. Default: 3,000 ms. With it, the transaction does not run again after a conflict. */
  lockMs?: number
}

export interface Database extends Queryable {
  readonly pool: Pool
  /**
   * Commits when fn resolves, rolls back when it rejects.
   * @param fn Runs again, up to twice, if PostgreSQL rolled the transaction back because of a conflict: its effects outside of the
   * transaction must be safe to repeat.
   * @param opening What is sent with BEGIN, in one round trip; the rows of its statements are the second argument of fn.
   */
  transaction<T>(fn: (tx: Tx, opened: object[][]) => Promise<T>, opening?: Opening): Promise<T>
  /** Calls the listener right after each commit with outbox rows or touched owners. Returns a function that ends it. */
  onCommitted(listener: CommitListener): () => void
  /** Rejects with a sentence while the server does not answer. */
  ready(): Promise<void>
  close(): Promise<void>
}
