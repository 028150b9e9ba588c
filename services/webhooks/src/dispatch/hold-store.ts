import type { Tx } from '@plinth/kit/db'
import { endSettling } from '../settling/store.ts'
import { refreshDue } from './refresh-due.ts'

// All of this runs under the endpoint_state rows of the endpoints. Leased deliveries are left alone: their result,
// or the end of their lease, finds the endpoint as it is then. An endpoint may be owed a million: a transaction takes a
// slice, and what is left over is settled in later ones, by what the endpoint is then.

const sliceMax = 1_000

export interface Slice {
  /** There may be more. */
  isFull: boolean
}

/** Nothing of these endpoints is sent until it is released; nothing is dropped either. */
export async function holdDeliveries(tx: Tx, endpointIds: readonly string[]): Promise<void> {
  await settleRest(tx, endpointIds, await holdSlice(tx, endpointIds))
}

/**
 * What was held is due now, the oldest first and all of it before what is new; the time it was held counts for nothing. The
 * endpoints start afresh, with a small window.
 */
export async function releaseDeliveries(tx: Tx, endpointIds: readonly string[]): Promise<void> {
  await tx.query({
    name: 'endpoint_state_restart',
    text: `UPDATE endpoint_state SET window_size = 2, consecutive_failures = 0, transport_failures = 0, open_count = 0,
        opened_at = NULL, open_until = NULL, paused_until = NULL, average_ms = 0, failure_rate = 0 WHERE endpoint_id = ANY ($1)`,
    values: [endpointIds],
  })
  await settleRest(tx, endpointIds, await releaseSlice(tx, endpointIds))
}

/** Ends what is unfinished of endpoints that are gone. */
export async function cancelDeliveries(tx: Tx, endpointIds: readonly string[], shard: number): Promise<void> {
  await settleRest(tx, endpointIds, await cancelSlice(tx, endpointIds, shard))
}

export async function holdSlice(tx: Tx, endpointIds: readonly string[]): Promise<Slice> {
  const [held] = await tx.query<{ count: number }>({
    name: 'delivery_hold',
    text: `WITH held AS (
        UPDATE delivery_due SET held_at = plinth_now() WHERE delivery_id = ANY (ARRAY(${firstOf(waiting)}))
        RETURNING delivery_id, event_day
      ), shown AS (
        UPDATE delivery d SET status = 'held', next_attempt_at = NULL FROM held h WHERE d.event_day = h.event_day AND d.id = h.delivery_id
      )
      SELECT count(*)::int AS count FROM held`,
    values: [endpointIds],
  })
  await tx.query(nothingDue(endpointIds))
  return sliceOf(held)
}

/** @param since When the endpoints were turned on, where that was before this transaction. */
export async function releaseSlice(tx: Tx, endpointIds: readonly string[], since?: Date): Promise<Slice> {
  const [released] = await tx.query<{ count: number }>({
    name: 'delivery_release',
    text: `WITH released AS (
        UPDATE delivery_due SET held_at = NULL, next_at = coalesce($2, plinth_now()), give_up_at = give_up_at + (plinth_now() - held_at)
        WHERE delivery_id = ANY (ARRAY(${firstOf(held)})) RETURNING delivery_id, event_day
      ), shown AS (
        UPDATE delivery d SET status = CASE WHEN attempts > 0 THEN 'retrying' ELSE 'pending' END,
          next_attempt_at = coalesce($2, plinth_now())
        FROM released r WHERE d.event_day = r.event_day AND d.id = r.delivery_id
      )
      SELECT count(*)::int AS count FROM released`,
    values: [endpointIds, since ?? null],
  })
  await tx.query(refreshDue(endpointIds))
  return sliceOf(released)
}

export async function cancelSlice(tx: Tx, endpointIds: readonly string[], shard: number): Promise<Slice> {
  const [gone] = await tx.query<{ count: number }>({
    name: 'delivery_cancel',
    text: `WITH gone AS (
        DELETE FROM delivery_due WHERE delivery_id = ANY (ARRAY(${firstOf(waiting, held)}))
        RETURNING delivery_id, event_day, workspace_id
      ), ended AS (
        UPDATE delivery d SET status = 'cancelled', next_attempt_at = NULL
        FROM gone g WHERE d.event_day = g.event_day AND d.id = g.delivery_id
      ), counted AS (
        INSERT INTO delivery_count AS c (workspace_id, day, shard, cancelled)
        SELECT workspace_id, event_day, $2, count(*) FROM gone GROUP BY 1, 2 ORDER BY 1, 2
        ON CONFLICT (workspace_id, day, shard) DO UPDATE SET cancelled = c.cancelled + excluded.cancelled
      )
      SELECT count(*)::int AS count FROM gone`,
    values: [endpointIds, shard],
  })
  await tx.query(nothingDue(endpointIds))
  return sliceOf(gone)
}

const waiting = `SELECT delivery_id FROM delivery_due w WHERE w.endpoint_id = owed.endpoint_id
  AND w.lease_token IS NULL AND w.held_at IS NULL ORDER BY w.next_at LIMIT ${sliceMax}`
// As delivery_due_release_idx has it, word for word.
const held = `SELECT delivery_id FROM delivery_due w WHERE w.endpoint_id = owed.endpoint_id AND (w.held_at IS NOT NULL) IS TRUE
  ORDER BY w.delivery_id LIMIT ${sliceMax}`

/** Endpoint by endpoint, so that each is read by its part of an index and no further than the slice goes. */
const firstOf = (...queues: readonly string[]) =>
  `SELECT due.delivery_id FROM unnest($1::text[]) AS owed (endpoint_id) CROSS JOIN LATERAL
    (${queues.map((queue) => `(${queue})`).join(' UNION ALL ')}) AS due LIMIT ${sliceMax}`

/** Nothing is sent to them, whatever is left: no dispatcher need look. */
const nothingDue = (endpointIds: readonly string[]) => ({
  name: 'endpoint_state_nothing_due',
  text: 'UPDATE endpoint_state SET next_due_at = NULL WHERE endpoint_id = ANY ($1)',
  values: [endpointIds],
})

const sliceOf = (row: { count: number } | undefined): Slice => ({ isFull: (row?.count ?? 0) >= sliceMax })

async function settleRest(tx: Tx, endpointIds: readonly string[], { isFull }: Slice): Promise<void> {
  // What an earlier change left over was in this slice too; its row would release by the time of that change.
  if (!isFull) return endSettling(tx, endpointIds)
  await tx.query({
    name: 'endpoint_settle_rest',
    text: `INSERT INTO endpoint_settling (endpoint_id) SELECT unnest($1::text[])
      ON CONFLICT (endpoint_id) DO UPDATE SET since = plinth_now(), turn_at = plinth_now()`,
    values: [endpointIds],
  })
}
