type Right = 'UPDATE' | 'DELETE' | 'TRUNCATE'

/** A table whose rows are evidence: the role of the service has no right to change them, and triggers refuse it to every role. */
export interface Evidence {
  readonly table: string
  /** Columns of its primary key. */
  readonly key: readonly string[]
  /** Rights that the role does not have on the table, nor on its partitions. */
  readonly withheld: readonly Right[]
  /** Columns that it may update all the same. */
  readonly columns?: readonly string[]
  /** Function of the two triggers: of rows for UPDATE and DELETE, of statements for TRUNCATE. */
  readonly refusal: string
}

/** The triggers of a table, by their type as pg_trigger.tgtype has it: BEFORE, of rows or of statements, and the events. */
export const kinds = [
  { type: 27, suffix: 'kept', events: 'UPDATE OR DELETE', of: 'ROW' },
  { type: 34, suffix: 'kept_whole', events: 'TRUNCATE', of: 'STATEMENT' },
] as const

/** For WITH: the table of the first parameter and its partitions. */
export const tables = `tables AS (
    SELECT c.oid, c.relname, c.relowner, c.relacl, c.oid = $1::regclass AS is_whole FROM pg_class c
    WHERE c.oid = $1::regclass OR c.oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = $1::regclass))`
