import { type PageSource, pagesOf, type Queryable, type Tx } from '@plinth/kit/db'
import { arraysOf, fromRow, readRows, theRow } from '@plinth/kit/db/rows'

/** The last seal of a day in the chain of a month; of the current day, so far. */
export interface DayHead {
  /** YYYY-MM-DD, on which it was sealed. */
  day: string
  /** YYYY-MM, of the chain. */
  month: string
  position: number
  seal: Buffer
  entryId: string
  sealedAt: Date
  /** Undefined while AUDIT_SEAL_URL has not accepted it, or, where that is not set, it was not logged. */
  reportedAt: Date | undefined
}

const columns = `to_char(day, 'YYYY-MM-DD') AS day, to_char(month, 'YYYY-MM') AS month, position, seal, entry_id,
  sealed_at, reported_at`
// An answer is tried for as long as a transaction that seals may last, so that no day is reported before it has ended.
const lateSealsMs = 60_000
const retryMs = 300_000
const hasEnded = `day < ((plinth_now() - ${lateSealsMs} * interval '1 ms') AT TIME ZONE 'UTC')::date`

const heads: PageSource = {
  columns: `${columns}, sealed_at AS created_at, entry_id AS id`,
  from: 'audit_head',
  where: 'true',
  values: [],
  fields: { created_at: { column: 'sealed_at', type: 'time' } },
  idColumn: 'entry_id',
  search: [],
}

/** One page of the heads, newest first. */
export const pageHeads = pagesOf(() => heads, fromRow<DayHead>)

/** The heads of a chain by position. */
export async function headsOf(db: Queryable, month: string): Promise<DayHead[]> {
  return readRows<DayHead>(db, {
    name: 'audit_head_of_month',
    text: `SELECT ${columns} FROM audit_head WHERE month = ($1 || '-01')::date ORDER BY position`,
    values: [month],
  })
}

/** Heads of ended days that were not logged, oldest first; another process that logs heads gets others until the end of the transaction. */
export async function lockUnlogged(tx: Tx): Promise<DayHead[]> {
  return readRows<DayHead>(tx, {
    name: 'audit_head_unlogged',
    text: `SELECT ${columns} FROM audit_head WHERE logged_at IS NULL AND reported_at IS NULL AND ${hasEnded}
      ORDER BY day, month FOR UPDATE SKIP LOCKED`,
  })
}

export async function markLogged(db: Queryable, heads: readonly DayHead[]): Promise<void> {
  await db.query({
    name: 'audit_head_logged',
    text: `UPDATE audit_head h SET logged_at = plinth_now() FROM unnest($1::date[], $2::text[]) AS logged (day, month)
      WHERE h.day = logged.day AND h.month = (logged.month || '-01')::date`,
    values: arraysOf(heads, 'day month'),
  })
}

/** Takes heads that were logged and not reported, those first that were not tried for long: another process gets them in 5 minutes if they still are not. */
export async function takeUnreported(db: Queryable): Promise<DayHead[]> {
  return readRows<DayHead>(db, {
    name: 'audit_head_take',
    text: `WITH taken AS (
        SELECT day AS d, month AS m FROM audit_head
        WHERE reported_at IS NULL AND logged_at IS NOT NULL AND next_report_at <= plinth_now()
        ORDER BY next_report_at, day, month LIMIT 20 FOR UPDATE SKIP LOCKED
      ), moved AS (
        UPDATE audit_head SET next_report_at = plinth_now() + ${retryMs} * interval '1 ms' FROM taken
        WHERE day = d AND month = m RETURNING audit_head.*
      )
      SELECT ${columns} FROM moved ORDER BY day, month`,
  })
}

/** Marks the heads that were logged as reported; returns how many were not. */
export async function markAllReported(db: Queryable): Promise<number> {
  const marked = await db.query({
    name: 'audit_head_all_reported',
    text: 'UPDATE audit_head SET reported_at = plinth_now() WHERE reported_at IS NULL AND logged_at IS NOT NULL RETURNING day',
  })
  return marked.length
}

/** The heads of ended days that were not reported. */
export async function countUnreported(db: Queryable): Promise<number> {
  const { count } = await theRow<{ count: number }>(db, {
    name: 'audit_head_unreported',
    text: `SELECT count(*)::int AS count FROM audit_head WHERE reported_at IS NULL AND ${hasEnded}`,
  })
  return count
}

export async function markReported(db: Queryable, { day, month }: DayHead): Promise<void> {
  await db.query({
    name: 'audit_head_reported',
    text: `UPDATE audit_head SET reported_at = plinth_now() WHERE day = $1::date AND month = ($2 || '-01')::date`,
    values: [day, month],
  })
}
