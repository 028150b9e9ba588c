import type { Queryable, Statement } from '@plinth/kit/db'
import { arraysOf } from '@plinth/kit/db/rows'
import { type AttemptCounts, keptDays, type Width, widths } from './attempt-counts.ts'

export interface CountRow extends AttemptCounts {
  endpointId: string
  width: Width
  at: Date
}

const columns = 'endpoint_id AS "endpointId", width, at, ok, failed, timed_out AS "timedOut", refused, latency'

/** Adds counts to what is stored. */
export function addCounts(rows: readonly CountRow[]): Statement {
  return {
    name: 'attempt_count_add',
    // In one order: two processes with the same endpoints wait for each other, and not both.
    text: `INSERT INTO attempt_count AS c (endpoint_id, width, at, ok, failed, timed_out, refused, latency)
      SELECT endpoint_id, width, at, ok, failed, timed_out, refused, latency::int[]
      FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::int[], $5::int[], $6::int[], $7::int[], $8::text[])
        AS new (endpoint_id, width, at, ok, failed, timed_out, refused, latency) ORDER BY 1, 2, 3
      ON CONFLICT (endpoint_id, width, at) DO UPDATE SET ok = c.ok + excluded.ok, failed = c.failed + excluded.failed,
        timed_out = c.timed_out + excluded.timed_out, refused = c.refused + excluded.refused,
        latency = ARRAY(SELECT a + b FROM unnest(c.latency, excluded.latency) WITH ORDINALITY AS pair (a, b, place) ORDER BY place)`,
    values: [
      ...arraysOf(rows, 'endpointId width at ok failed timedOut refused'),
      rows.map(({ latency }) => `{${latency.join(',')}}`),
    ],
  }
}

/** The counts of one endpoint from one time to another, both included, oldest first. */
export function findSeries(
  db: Queryable,
  endpointId: string,
  { width, from, to }: { width: Width; from: Date; to: Date },
): Promise<CountRow[]> {
  return db.query<CountRow>({
    name: 'attempt_count_series',
    text: `SELECT ${columns} FROM attempt_count WHERE endpoint_id = $1 AND width = $2 AND at >= $3 AND at <= $4 ORDER BY at`,
    values: [endpointId, width, from, to],
  })
}

/** The counts of the last hour of these endpoints, by the minute. */
export function findLastHour(db: Queryable, endpointIds: readonly string[]): Promise<CountRow[]> {
  return db.query<CountRow>({
    name: 'attempt_count_last_hour',
    text: `SELECT ${columns} FROM attempt_count
      WHERE endpoint_id = ANY ($1) AND width = 'minute' AND at > plinth_now() - interval '1 hour'`,
    values: [endpointIds],
  })
}

const deletedMax = 5_000

/** Deletes old counts, a batch of each width at a time; returns true when there may be more. */
export async function deleteOldCounts(db: Queryable): Promise<boolean> {
  let isMore = false
  for (const width of widths) {
    const gone = await db.query({
      name: 'attempt_count_delete_old',
      text: `DELETE FROM attempt_count WHERE (endpoint_id, width, at) IN (
          SELECT endpoint_id, width, at FROM attempt_count WHERE width = $1 AND at < plinth_now() - $2 * interval '1 day'
          ORDER BY at LIMIT ${deletedMax} FOR UPDATE SKIP LOCKED) RETURNING at`,
      values: [width, keptDays[width]],
    })
    isMore ||= gone.length >= deletedMax
  }
  return isMore
}
