// A database that was restored counts again the transactions of its lost future, of which readers have cursors. Nothing in a copy tells of
// that, so each start of PostgreSQL has a row with a number of its own. Positions with that number are given during this start alone: a
// database that has the row has the beginning of them, and all that is stored in it later has higher positions.
import type { Database, Queryable } from '@plinth/kit/db'
import { readRow } from '@plinth/kit/db/rows'
import { isThisStart, positionOf } from '../events/store.ts'

/** The database at the moment of a query. */
export interface State {
  /** Of the start of PostgreSQL, in which positions are given now. */
  token: string
  at: Date
  /** Every transaction whose position is lower has ended. */
  horizon: string
}

export type StateRow = State & { isCurrent: boolean }

const currentServer = `(SELECT system_identifier::text || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8) FROM pg_control_system())`
const horizon = positionOf('number', 'pg_snapshot_xmin(pg_current_snapshot())')

/** SQL of the one row of the last start: a StateRow. */
export const stateSql = `SELECT token, ${isThisStart} AS is_current, plinth_now()::timestamptz(3) AS at, ${horizon} AS horizon
  FROM (SELECT * FROM event_server ORDER BY number DESC LIMIT 1) s`

export const stateOf = ({ token, isCurrent, at, horizon }: StateRow): State | undefined =>
  isCurrent ? { token, at, horizon } : undefined

/** Undefined when this start of PostgreSQL has no row yet: noteStart makes it. */
export async function readState(db: Queryable): Promise<State | undefined> {
  const row = await readRow<StateRow>(db, {
    name: 'event_tail_state',
    text: `SELECT token, is_current, at, horizon::text FROM (${stateSql}) state`,
  })
  return row && stateOf(row)
}

/** Makes the row of this start of PostgreSQL, unless it is there. Returns its state. */
export async function noteStart(database: Database): Promise<State> {
  const present = await readState(database)
  if (present !== undefined) return present
  await database.transaction(async (tx) => {
    await tx.query({ text: 'LOCK TABLE event_server IN EXCLUSIVE MODE' })
    // Waits for what is being stored with another number, and keeps others out until the new one is known. ONLY: events are
    // stored through the parent, and a day may be locked for long while its index is built.
    await tx.query({ text: 'LOCK TABLE ONLY event IN SHARE MODE' })
    await tx.query({
      // The number in between is that of what was stored since the start.
      text: `INSERT INTO event_server (number, server, started, stats_since)
        SELECT coalesce(max(number), 0) + 2, ${currentServer}, pg_postmaster_start_time(), pg_stat_get_bgwriter_stat_reset_time()
        FROM event_server HAVING (SELECT is_current FROM (${stateSql}) state) IS NOT TRUE`,
    })
  })
  const made = await readState(database)
  if (made === undefined) throw new Error('PostgreSQL was started again meanwhile')
  return made
}

/** Whether this database has had the start: then its positions say the same here. */
export async function knowsStart(db: Queryable, token: string): Promise<boolean> {
  if (token === '') return false
  const rows = await db.query({
    name: 'event_tail_start',
    text: 'SELECT FROM event_server WHERE token = $1::uuid',
    values: [token],
  })
  return rows.length > 0
}
