import { type Job, startJob } from '../async/job.ts'
import { whileMore } from '../async/while-more.ts'
import type { Logger } from '../log.ts'
import type { Database, Queryable, Statement, Tx } from './database.ts'
import { readRow } from './rows.ts'

/**
 * Work that is noted in the transaction that causes it, and done after its commit, a step in a transaction. A row of the table is what is
 * left of one; its column `turn_at` says when it has its turn. Any number of processes may work: one that dies loses nothing.
 */
export interface DueWork<Row extends object> {
  table: string
  /** The columns of the primary key, with their values. */
  keyOf: (row: Row) => Readonly<Record<string, string>>
  /** Locks the row whose turn came first, and returns it; undefined when none has its turn that no other process has taken. */
  take: (tx: Tx) => Promise<Row | undefined>
  /** Does a step. Returns true when more is left: the row goes behind the others; else it is deleted. */
  work: (tx: Tx, row: Row) => Promise<boolean>
  /** Called after the commit of a step. */
  committed?: (row: Row) => unknown
}

export interface DueWorkJob {
  database: Database
  log: Logger
  /** The part first: "tenancy payments of deleted workspaces". */
  name: string
  everyMs?: number
}

const failurePauseMs = 10_000

/** Does what is due, again and again. A row whose step fails has its next turn 10 s later, so that it holds up no others. */
export const startDueWork = <Row extends object>(due: DueWork<Row>, { everyMs = 1_000, ...job }: DueWorkJob): Job =>
  startJob({
    name: job.name,
    kind: 'work',
    everyMs,
    run: (achieved) => whileMore(() => doNextDue(due, job), achieved),
    onFailure: (err, failures) => job.log.warn({ err, failures }, `${job.name} failed; retrying in ${everyMs} ms`),
  })

/** Does a step of the row whose turn came first. Returns false when there is none. */
export async function doNextDue<Row extends object>(
  { table, keyOf, take, work, committed }: DueWork<Row>,
  { database, log, name }: Omit<DueWorkJob, 'everyMs'>,
): Promise<boolean> {
  if (!(await isAnyDue(database, table))) return false
  let taken: Row | undefined
  try {
    await database.transaction(async (tx) => {
      taken = await take(tx)
      if (taken === undefined) return
      await tx.query((await work(tx, taken)) ? takeTurnIn(0, table, keyOf(taken)) : end(table, keyOf(taken)))
    })
  } catch (err) {
    if (taken === undefined) throw err
    log.warn({ err, row: keyOf(taken) }, `${name}: a step failed; retrying in 10 s`)
    await database.query(takeTurnIn(failurePauseMs, table, keyOf(taken)))
    return true
  }
  if (taken !== undefined) committed?.(taken)
  return taken !== undefined
}

/** Takes rows of a table that no other lock is needed for. */
export const takeDue =
  <Row extends object>(table: string, columns: string): DueWork<Row>['take'] =>
  (tx) =>
    readRow<Row>(tx, {
      name: `${table}_take`,
      text: `SELECT ${columns} FROM ${table} WHERE turn_at <= plinth_now() ORDER BY turn_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
    })

// Mostly there is nothing, and no transaction is begun.
async function isAnyDue(db: Queryable, table: string): Promise<boolean> {
  const rows = await db.query({ name: `${table}_any`, text: `SELECT FROM ${table} LIMIT 1` })
  return rows.length > 0
}

const takeTurnIn = (ms: number, table: string, key: Readonly<Record<string, string>>): Statement => ({
  name: `${table}_turn`,
  text: `UPDATE ${table} SET turn_at = plinth_now() + $1 * interval '1 ms' WHERE ${isKey(key, 2)}`,
  values: [ms, ...Object.values(key)],
})

const end = (table: string, key: Readonly<Record<string, string>>): Statement => ({
  name: `${table}_end`,
  text: `DELETE FROM ${table} WHERE ${isKey(key, 1)}`,
  values: Object.values(key),
})

const isKey = (key: Readonly<Record<string, string>>, first: number): string =>
  Object.keys(key)
    .map((column, at) => `${column} = $${first + at}`)
    .join(' AND ')
