import { dayOf } from '@plinth/kit/days'
import type { Queryable, Tx } from '@plinth/kit/db'
import { arraysOf, readRows } from '@plinth/kit/db/rows'
import { addedTotals, summedTotals, totalsColumns } from './columns.ts'
import { needsHours, type Period } from './period.ts'
import type { Grouping, RequestCount, Totals } from './request-count.ts'

export interface Group {
  /** Undefined: of days of which totals alone are kept. */
  name: string | undefined
  totals: Totals
}

/** Is this the first time? A gateway sends its numbers in order, the next only after an answer to the last. */
export async function claimSequence(tx: Tx, instance: string, sequence: number): Promise<boolean> {
  const rows = await tx.query({
    name: 'request_flush_claim',
    text: `INSERT INTO request_flush (gateway_instance, sequence) VALUES ($1, $2)
      ON CONFLICT (gateway_instance) DO UPDATE SET sequence = excluded.sequence, seen_at = plinth_now()
        WHERE request_flush.sequence < excluded.sequence
      RETURNING true AS is_first`,
    values: [instance, sequence],
  })
  return rows.length > 0
}

const given = `unnest($1::text[], $2::date[], $3::timestamptz[], $4::text[], $5::text[],
    $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[])
  AS given (workspace_id, day, hour, endpoint, key_id, ${totalsColumns})`

const valuesOf = (counts: readonly RequestCount[]): unknown[] => [
  counts.map(({ workspaceId }) => workspaceId),
  counts.map(({ hour }) => dayOf(hour)),
  ...arraysOf(counts, 'hour endpoint keyId'),
  ...arraysOf(counts, 'requests success errors timeMsSum timeMsMin timeMsMax requestBytes responseBytes'),
]

// Both in the order of the keys: two gateways that count the same rows wait for each other and never in a circle.
export async function addToHours(tx: Tx, counts: readonly RequestCount[]): Promise<void> {
  await tx.query({
    name: 'request_count_add',
    text: `INSERT INTO request_count (workspace_id, day, hour, endpoint, key_id, ${totalsColumns})
      SELECT workspace_id, day, hour, endpoint, key_id, ${summedTotals} FROM ${given}
      GROUP BY day, workspace_id, hour, endpoint, key_id ORDER BY day, workspace_id, hour, endpoint, key_id
      ON CONFLICT (day, workspace_id, hour, endpoint, key_id) DO UPDATE SET ${addedTotals('request_count')}`,
    values: valuesOf(counts),
  })
}

export async function addToDays(tx: Tx, counts: readonly RequestCount[]): Promise<void> {
  await tx.query({
    name: 'request_day_add',
    text: `INSERT INTO request_day (workspace_id, day, ${totalsColumns})
      SELECT workspace_id, day, ${summedTotals} FROM ${given} GROUP BY workspace_id, day ORDER BY workspace_id, day
      ON CONFLICT (workspace_id, day) DO UPDATE SET ${addedTotals('request_day')}`,
    values: valuesOf(counts),
  })
}

const names: Readonly<Record<Grouping, string>> = { day: 'day::text', endpoint: 'endpoint', key: 'key_id' }

/** A workspace's requests of a time, in groups; without a grouping, one group at most. `by` is that of the period. */
export async function sumRequests(
  db: Queryable,
  workspaceId: string,
  { hours, days }: Period,
  by: Grouping | undefined,
): Promise<Group[]> {
  const rows = await readRows<Totals & { name: string | undefined }>(db, {
    name: `request_sum_${by ?? 'all'}`,
    text: `SELECT ${by === undefined ? 'NULL' : names[by]} AS name, ${summedTotals} FROM (
        SELECT day, endpoint, key_id, ${totalsColumns} FROM request_count
          WHERE workspace_id = $1 AND day ${needsHours(by) ? 'BETWEEN $2 AND $3' : 'IN ($2, $3)'} AND hour >= $4 AND hour < $5
        UNION ALL
        SELECT day, NULL, NULL, ${totalsColumns} FROM request_day WHERE workspace_id = $1 AND day >= $6 AND day < $7
      ) AS counted GROUP BY 1`,
    values: [workspaceId, ...hours.days, hours.from, hours.to, days.from, days.to],
  })
  return rows.map(({ name, ...totals }) => ({ name, totals }))
}

/** Gateways that have been silent for longer than anything is sent again. */
export async function forgetGateways(db: Queryable, days: number): Promise<void> {
  await db.query({
    text: `DELETE FROM request_flush WHERE seen_at < plinth_now() - $1 * interval '1 day'`,
    values: [days],
  })
}
