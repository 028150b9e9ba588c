import { type Database, dropping, type Queryable, unprotected } from '@plinth/kit/db'
import { advisoryLocks } from '../advisory-locks.ts'
import { monthly } from './evidence.ts'
import { firstDayOf, monthAfter } from './months.ts'

const tables = monthly.map(({ table }) => table)

// One process makes or drops partitions, the others wait.
const takeTurn = { text: 'SELECT pg_advisory_xact_lock($1)', values: [advisoryLocks.auditMonths] }

/** Makes the partitions of these months where they are missing. */
export async function makeMonths(database: Database, months: readonly string[]): Promise<void> {
  if ((await missingOf(database, months)).length === 0) return
  await database.transaction(async (tx) => {
    await tx.query(takeTurn)
    for (const { table, month } of await missingOf(tx, months)) await makePartition(tx, table, month)
  })
}

/** Drops the partitions of months before this one, with their heads; returns these months, oldest first. */
export async function dropMonthsBefore(database: Database, month: string): Promise<readonly string[]> {
  return database.transaction(async (tx) => {
    await tx.query(takeTurn)
    const old = (await monthsOfEntries(tx)).filter((one) => one < month)
    for (const gone of old) {
      for (const table of tables) await tx.query({ text: `DROP TABLE IF EXISTS "${nameOf(table, gone)}"` })
    }
    await tx.query({ text: 'DELETE FROM audit_head WHERE month < $1::date', values: [firstDayOf(month)] })
    return old
  }, dropping)
}

// Made beside the table and then attached: CREATE TABLE … PARTITION OF would stop every reader and writer of the parent.
// Rights and the trigger of TRUNCATE belong to one table alone, so every partition loses and gets its own.
async function makePartition(tx: Queryable, table: string, month: string): Promise<void> {
  const name = nameOf(table, month)
  const [from, to] = [firstDayOf(month), firstDayOf(monthAfter(month))].map((day) => `'${day} 00:00:00+00'`)
  await tx.query({ text: `CREATE TABLE "${name}" (LIKE "${table}" INCLUDING DEFAULTS INCLUDING CONSTRAINTS)` })
  await tx.query({ text: `ALTER TABLE "${table}" ATTACH PARTITION "${name}" FOR VALUES FROM (${from}) TO (${to})` })
  const made = monthly.filter((evidence) => evidence.table === table).map((evidence) => ({ ...evidence, table: name }))
  for (const text of await unprotected(tx, made)) await tx.query({ text })
}

async function missingOf(db: Queryable, months: readonly string[]): Promise<{ table: string; month: string }[]> {
  return db.query<{ table: string; month: string }>({
    name: 'audit_months_missing',
    // Reads the catalogue: to_regclass() remembers a missing name, also after another process has made the table.
    text: `SELECT t.name AS table, month FROM unnest($1::text[]) AS t (name), unnest($2::text[]) AS month WHERE NOT EXISTS (
        SELECT FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = t.name::regclass AND c.relname = t.name || '_' || replace(month, '-', '')) ORDER BY month, t.name`,
    values: [tables, months],
  })
}

/** The months whose entries have a partition, oldest first. */
export async function monthsOfEntries(db: Queryable): Promise<string[]> {
  const rows = await db.query<{ digits: string }>({
    name: 'audit_months',
    text: `SELECT right(c.relname, 6) AS digits FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = 'audit_entry'::regclass ORDER BY 1`,
  })
  return rows.map(({ digits }) => `${digits.slice(0, 4)}-${digits.slice(4)}`)
}

function nameOf(table: string, month: string): string {
  if (!/^\d{4}-\d\d$/.test(month)) throw new Error(`not a month: ${month}`)
  return `${table}_${month.replace('-', '')}`
}
