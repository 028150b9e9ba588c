import { dayAfter } from '../days.ts'
import type { Database, Opening, Queryable, Tx } from './database.ts'

export interface DayPartitions {
  /** Creates missing partitions. Resolves when rows of these days (YYYY-MM-DD) can be stored. */
  ensure(days: Iterable<string>): Promise<void>
  /** The same for today, by the clock of the database, and so many days after it. */
  ensureAhead(days: number): Promise<void>
  /** Drops partitions older than this day. Returns their days. */
  dropBefore(day: string): Promise<readonly string[]>
  /** Like dropBefore, but only empty partitions. */
  dropEmptyBefore(day: string): Promise<readonly string[]>
}

const rememberedMax = 1_000
const atOnceMax = 10
/**
 * Opens a transaction that drops partitions. It waits for every reader of the table, all others wait behind it, and a backup reads for an
 * hour: so it gives up soon. Try again a minute later, not sooner.
 */
export const dropping: Opening = { lockMs: 500 }

/** Partitions of a table that is partitioned by a date, or by a time whose days are those of UTC. Safe to use in several processes at once. */
export function dayPartitions(database: Database, table: string): DayPartitions {
  const known = new Set<string>()
  const lock = {
    text: `SELECT pg_advisory_xact_lock(hashtextextended('day_partitions:' || $1, 0))`,
    values: [table],
  }
  const partitions: DayPartitions = {
    async ensure(days) {
      const unknown = [...new Set(days)].filter((day) => !known.has(day))
      if (unknown.length === 0) return
      if ((await missingOf(database, table, unknown)).length > 0) {
        await database.transaction(async (tx) => {
          await tx.query(lock)
          for (const day of await missingOf(tx, table, unknown)) await makePartition(tx, table, day)
        })
      }
      if (known.size > rememberedMax) known.clear()
      for (const day of unknown) known.add(day)
    },
    async ensureAhead(days) {
      const today = await databaseDay(database)
      await partitions.ensure(Array.from({ length: days + 1 }, (_, later) => dayAfter(today, later)))
    },
    dropBefore: (day) => drop(day, async () => true),
    dropEmptyBefore: (day) =>
      drop(day, async (tx, old) => {
        // Locks the table before its partition, as its users do, and waits for running writers.
        await tx.query({ text: `LOCK TABLE ONLY "${table}", "${nameOf(table, old)}" IN ACCESS EXCLUSIVE MODE` })
        const rows = await tx.query({ text: `SELECT FROM "${nameOf(table, old)}" LIMIT 1` })
        return rows.length === 0
      }),
  }
  return partitions

  function drop(day: string, isToGo: (tx: Tx, old: string) => Promise<boolean>): Promise<readonly string[]> {
    return database.transaction(async (tx) => {
      await tx.query(lock)
      const gone: string[] = []
      for (const old of (await partitionDaysBefore(tx, table, day)).slice(0, atOnceMax)) {
        if (!(await isToGo(tx, old))) continue
        known.delete(old)
        await tx.query({ text: `DROP TABLE "${nameOf(table, old)}"` })
        gone.push(old)
      }
      return gone
    }, dropping)
  }
}

/** Returns the day of the database (YYYY-MM-DD): a process with a wrong clock must not drop partitions that others still use. */
export async function databaseDay(db: Queryable): Promise<string> {
  const [row] = await db.query<{ day: string }>({
    name: 'database_day',
    text: `SELECT to_char(plinth_now() AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day`,
  })
  if (row === undefined) throw new Error('a clock always answers')
  return row.day
}

// Created as a separate table and then attached: CREATE TABLE … PARTITION OF would block every reader and writer of the parent.
async function makePartition(tx: Queryable, table: string, day: string): Promise<void> {
  const name = nameOf(table, day)
  await tx.query({ text: `CREATE TABLE "${name}" (LIKE "${table}" INCLUDING DEFAULTS INCLUDING CONSTRAINTS)` })
  // A date takes the day of it, a time all of it, whatever the time zone of the session.
  const [from, to] = [day, dayAfter(day)].map((one) => `'${one} 00:00:00+00'`)
  await tx.query({ text: `ALTER TABLE "${table}" ATTACH PARTITION "${name}" FOR VALUES FROM (${from}) TO (${to})` })
}

// NOTE: queries pg_class instead of to_regclass(), whose cache can be stale after the wait for the lock.
async function missingOf(db: Queryable, table: string, days: readonly string[]): Promise<string[]> {
  const rows = await db.query<{ day: string }>({
    name: 'day_partitions_missing',
    text: `SELECT day FROM unnest($1::text[]) AS day WHERE NOT EXISTS (
        SELECT FROM pg_class c JOIN pg_inherits i ON i.inhrelid = c.oid
        WHERE i.inhparent = quote_ident($2)::regclass AND c.relname = $2 || '_' || replace(day, '-', '')
      ) ORDER BY day`,
    values: [days, table],
  })
  return rows.map(({ day }) => day)
}

/**
 * Returns the days of the partitions of a table before this day, oldest first.
 * NOTE: only by their names. PostgreSQL may evaluate a condition on every table of the database before it joins, and a cast of
 * another table's name to a date fails the whole query.
 */
export async function partitionDaysBefore(db: Queryable, table: string, day: string): Promise<string[]> {
  const rows = await db.query<{ name: string }>({
    name: 'day_partitions_before',
    text: `SELECT c.relname::text AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = quote_ident($1)::regclass AND c.relname ~ '_\\d{8}$' AND right(c.relname, 8) < $2 ORDER BY 1`,
    values: [table, day.replaceAll('-', '')],
  })
  return rows.map(({ name }) => name.slice(-8).replace(/^(\d{4})(\d\d)/, '$1-$2-'))
}

/** The first and the last day that have a partition; undefined: none has. */
export async function partitionedDays(
  db: Queryable,
  table: string,
): Promise<{ first: string; last: string } | undefined> {
  const [row] = await db.query<{ first: string | null; last: string | null }>({
    name: 'day_partitions_ends',
    text: `SELECT to_char(min(day)::date, 'YYYY-MM-DD') AS first, to_char(max(day)::date, 'YYYY-MM-DD') AS last FROM (
        SELECT right(c.relname, 8) AS day FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = quote_ident($1)::regclass AND c.relname ~ '_\\d{8}$') AS days`,
    values: [table],
  })
  return row?.first == null || row.last === null ? undefined : { first: row.first, last: row.last }
}

function nameOf(table: string, day: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) throw new Error(`not a day: ${day}`)
  return `${table}_${day.replaceAll('-', '')}`
}
