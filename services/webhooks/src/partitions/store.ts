import { dayAfter } from '@plinth/kit/days'
import {
  type Database,
  dropping,
  type IdempotencyOptions,
  idempotentWrites,
  partitionDaysBefore,
  type Queryable,
  type Write,
} from '@plinth/kit/db'
import { advisoryLocks } from '../advisory-locks.ts'

const tables = ['event', 'delivery', 'attempt']

/**
 * Opens a transaction that may name deliveries before attempts or events. Dropping a day locks deliveries last: in another order the
 * two would wait for each other. Also later, while it has named none of the three.
 */
export const lockInOrder = 'LOCK TABLE ONLY event, ONLY attempt IN ACCESS SHARE MODE'

/** The writes of callers. Those of any operations may share a transaction, so that any of the tables may be the first. */
export const writesInOrder = (options: IdempotencyOptions): Write =>
  idempotentWrites({ ...options, settings: [lockInOrder] })

// One process makes or drops partitions, the others wait.
const takeTurn = { text: 'SELECT pg_advisory_xact_lock($1)', values: [advisoryLocks.dayPartitions] }

/** Makes the partitions of these days where they are missing. */
export async function makePartitions(database: Database, days: readonly string[]): Promise<void> {
  const missing = await missingOf(database, days)
  if (missing.length === 0) return
  await database.transaction(async (tx) => {
    await tx.query(takeTurn)
    for (const day of await missingOf(tx, days)) {
      for (const table of tables) await makePartition(tx, table, day)
    }
  })
}

// A delivery's row changes as it ends: with room for that on its page, its three indexes stay as they are.
const deliveryFill = 80

// Made beside the table and then attached: CREATE TABLE … PARTITION OF would stop every reader and writer of the parent.
async function makePartition(tx: Queryable, table: string, day: string): Promise<void> {
  const name = nameOf(table, day)
  const shape = `LIKE "${table}" INCLUDING DEFAULTS INCLUDING CONSTRAINTS`
  await tx.query({
    text: `CREATE TABLE "${name}" (${shape}) WITH (fillfactor = ${table === 'delivery' ? deliveryFill : 100})`,
  })
  await tx.query({
    text: `ALTER TABLE "${table}" ATTACH PARTITION "${name}" FOR VALUES FROM ('${day}') TO ('${dayAfter(day)}')`,
  })
}

async function missingOf(db: Queryable, days: readonly string[]): Promise<string[]> {
  const rows = await db.query<{ day: string }>({
    name: 'partitions_missing',
    // Reads the catalogue: to_regclass() remembers a missing name, also after another process has made the table.
    text: `SELECT day FROM unnest($1::text[]) AS day WHERE NOT EXISTS (
        SELECT FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'attempt'::regclass AND c.relname = 'attempt_' || replace(day, '-', '')) ORDER BY day`,
    values: [days],
  })
  return rows.map(({ day }) => day)
}

function nameOf(table: string, day: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) throw new Error(`not a day: ${day}`)
  return `${table}_${day.replaceAll('-', '')}`
}

/**
 * The oldest day before this one of which events are left, else this one. Partitions stay when they could not be dropped, or have
 * an unfinished delivery.
 */
export async function oldestDayLeft(db: Queryable, day: string): Promise<string> {
  const [oldest = day] = await partitionDaysBefore(db, 'event', day)
  return oldest
}

/** Drops the partitions of days before this one that have no unfinished delivery. */
export async function dropPartitionsBefore(
  database: Database,
  day: string,
  opening = dropping,
): Promise<readonly string[]> {
  return database.transaction(async (tx) => {
    await tx.query(takeTurn)
    const gone: string[] = []
    for (const old of await finishedAmong(tx, await partitionDaysBefore(tx, 'event', day))) {
      // A retry may be about to queue a delivery of the day again: it is waited for, and asked for again by a later statement. ONLY
      // belongs to one name: other days would wait with this one, as for an index that is being built. Attempts come before
      // deliveries, as where results are written: in another order the two would wait for each other.
      await tx.query({
        text: `LOCK TABLE ONLY "event", ONLY "attempt", ONLY "delivery", "${nameOf('delivery', old)}" IN ACCESS EXCLUSIVE MODE`,
      })
      if ((await finishedAmong(tx, [old])).length === 0) continue
      for (const table of tables) await tx.query({ text: `DROP TABLE IF EXISTS "${nameOf(table, old)}"` })
      gone.push(old)
    }
    return gone
  }, opening)
}

const finishedAmong = async (tx: Queryable, days: readonly string[]): Promise<string[]> => {
  const rows = await tx.query<{ day: string }>({
    name: 'partitions_finished',
    text: `SELECT day FROM unnest($1::text[]) AS day
      WHERE NOT EXISTS (SELECT FROM delivery_due WHERE event_day = day::date) ORDER BY day LIMIT 10`,
    values: [days],
  })
  return rows.map(({ day }) => day)
}
