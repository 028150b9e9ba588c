import { dayOf } from '@plinth/kit/days'
import type { Queryable } from '@plinth/kit/db'
import { readRows } from '@plinth/kit/db/rows'
import type { BalanceKey } from '../balances/balance.ts'
import { type BoostJson, boostJson, type PackageJson, packageJson, toBoost, toPackage } from '../plan/store.ts'
import type { PlanHistory, Range } from './limit-spans.ts'
import type { Bucket, BucketSum } from './points.ts'

type Balance = Pick<BalanceKey, 'ownerId' | 'pool' | 'reset'>

/** The most records that one series adds up. */
export const recordsMax = 200_000

// The last day of records before a moment. A record's time is rounded to ms, its day is not. Days are values, and statements with them
// have no name: PostgreSQL would plan, and lock, every partition for an expression that it cannot work out before, and where it
// weighs one plan for all values, at the sixth time in a connection.
const dayBefore = (moment: Date) => dayOf(new Date(moment.getTime() - 1))

export const bucketSums = ({ ownerId, pool, reset }: Balance, bucket: Bucket, { from, to }: Range) => ({
  // By partition and its index of balances; a record more than the most tells that there are too many.
  text: `SELECT date_trunc($4, u.recorded_at, 'UTC') AS at, u.window_start, sum(greatest(u.quantity, 0))::bigint AS recorded,
      sum(least(u.quantity, 0))::bigint AS given_back, count(*)::bigint AS records
    FROM (SELECT recorded_at, window_start, quantity FROM usage_record
      WHERE owner_id = $1 AND pool = $2 AND reset = $3 AND day >= $7::date AND day <= $8::date
        AND recorded_at >= $5 AND recorded_at < $6
      LIMIT ${recordsMax + 1}) AS u
    GROUP BY 1, 2 ORDER BY 1, 2`,
  values: [ownerId, pool, reset, bucket, from, to, dayBefore(from), dayBefore(to)],
})

/** Records by bucket and window, from a moment up to another; undefined when there are more than `recordsMax`. */
export async function findBucketSums(
  db: Queryable,
  balance: Balance,
  bucket: Bucket,
  range: Range,
): Promise<BucketSum[] | undefined> {
  const rows = await readRows<BucketSum & { records: number }>(db, bucketSums(balance, bucket, range))
  return rows.reduce((sum, { records }) => sum + records, 0) > recordsMax ? undefined : rows
}

/**
 * Use by window at the end of a range, of windows that began at a moment or later and before that end; those without an end
 * are always there. Later records are taken off the balance: only their sum is read, however many they are.
 */
export async function findBalances(
  db: Queryable,
  { ownerId, pool, reset }: Balance,
  { from, to }: Range,
): Promise<Map<number, number>> {
  const rows = await db.query<{ window_start: Date; used: number }>({
    text: `SELECT window_start, used - coalesce((SELECT sum(u.quantity) FROM usage_record u
        WHERE u.owner_id = $1 AND u.pool = $2 AND u.reset = $3 AND u.window_start = b.window_start
          AND u.day >= $6::date AND u.recorded_at >= $5), 0)::bigint AS used
      FROM balance b WHERE owner_id = $1 AND pool = $2 AND reset = $3
        AND (window_start >= $4 OR window_start = to_timestamp(0)) AND window_start < $5 ORDER BY window_start DESC LIMIT 200`,
    values: [ownerId, pool, reset, from, to, dayBefore(to)],
  })
  return new Map(rows.map((row) => [row.window_start.getTime(), row.used]))
}

/** Use by the hour of a rolling pool. */
export async function findHours(
  db: Queryable,
  { ownerId, pool }: Balance,
  { from, to }: Range,
): Promise<{ hour: Date; used: number }[]> {
  return db.query({
    name: 'usage_series_hours',
    text: 'SELECT hour, used FROM usage_hour WHERE owner_id = $1 AND pool = $2 AND hour >= $3 AND hour <= $4 ORDER BY hour',
    values: [ownerId, pool, from, to],
  })
}

/** The newest packages, boosts and suspensions of an owner: 200, 200, and those among its newest 2,000 changes. */
export async function findHistory(db: Queryable, ownerId: string): Promise<PlanHistory> {
  const newest = (table: string) =>
    `(SELECT * FROM ${table} WHERE owner_id = $1 ORDER BY created_at DESC, id DESC LIMIT 200)`
  const [row] = await db.query<{
    packages: PackageJson[] | null
    boosts: BoostJson[] | null
    toggles: { id: string; at: number; is_suspended: boolean }[] | null
  }>({
    name: 'plan_history',
    text: `SELECT (SELECT ${packageJson} FROM ${newest('package_assignment')} AS a JOIN package k ON k.id = a.package_id) AS packages,
      (SELECT ${boostJson} FROM ${newest('boost')} AS b) AS boosts,
      (SELECT json_agg(json_build_object('id', l.subject_id, 'is_suspended', l.action = 'package.suspended',
          'at', (date_part('epoch', l.created_at) * 1000)::bigint) ORDER BY l.created_at, l.id)
        FROM (SELECT * FROM entitlement_log WHERE owner_id = $1 ORDER BY created_at DESC, id DESC LIMIT 2000) AS l
        WHERE l.action IN ('package.suspended', 'package.reactivated')) AS toggles`,
    values: [ownerId],
  })
  return {
    packages: (row?.packages ?? []).map(toPackage),
    boosts: (row?.boosts ?? []).map(toBoost),
    toggles: (row?.toggles ?? []).map(({ id, at, is_suspended }) => ({
      ...{ assignmentId: id, at: new Date(at), isSuspended: is_suspended },
    })),
  }
}
