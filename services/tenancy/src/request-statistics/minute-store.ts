import type { Queryable, Tx } from '@plinth/kit/db'
import { theRow } from '@plinth/kit/db/rows'
import type { RequestCount } from './request-count.ts'

/** The calls of all workspaces lately. */
export interface RecentCalls {
  success1h: number
  limited1h: number
  errors1h: number
  denials24h: number
}

/** Adds calls of all workspaces to the current minute. Last in its transaction: every gateway writes this row. */
export async function addToMinute(tx: Tx, counts: readonly RequestCount[]): Promise<void> {
  if (counts.length === 0) return
  const sum = (of: (count: RequestCount) => number) => counts.reduce((total, count) => total + of(count), 0)
  await tx.query({
    name: 'request_minute_add',
    text: `INSERT INTO request_minute AS m (minute, success, limited, errors, denied)
      VALUES (date_trunc('minute', plinth_now()), $1, $2, $3, $4)
      ON CONFLICT (minute) DO UPDATE SET success = m.success + excluded.success, limited = m.limited + excluded.limited,
        errors = m.errors + excluded.errors, denied = m.denied + excluded.denied`,
    values: [
      sum(({ success }) => success),
      sum(({ limited }) => limited),
      sum(({ errors, limited }) => errors - limited),
      sum(({ denied }) => denied),
    ],
  })
}

/** Sums the minutes: at most 1,500 rows, however many calls there were. */
export async function sumRecentCalls(db: Queryable): Promise<RecentCalls> {
  const lastHour = `FILTER (WHERE minute > plinth_now() - interval '1 hour')`
  return theRow<RecentCalls>(db, {
    name: 'request_minute_sum',
    text: `SELECT coalesce(sum(success) ${lastHour}, 0)::bigint AS "success1h", coalesce(sum(limited) ${lastHour}, 0)::bigint AS "limited1h",
        coalesce(sum(errors) ${lastHour}, 0)::bigint AS "errors1h", coalesce(sum(denied), 0)::bigint AS "denials24h"
      FROM request_minute WHERE minute > plinth_now() - interval '24 hours'`,
  })
}

/** Deletes minutes that no answer counts any more. */
export async function forgetMinutes(db: Queryable): Promise<void> {
  await db.query({ text: `DELETE FROM request_minute WHERE minute < plinth_now() - interval '25 hours'` })
}
