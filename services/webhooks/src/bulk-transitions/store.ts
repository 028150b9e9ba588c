import type { Tx } from '@plinth/kit/db'
import { refreshDue } from '../delivery-queue/endpoint-state-store.ts'
import { plannedAnew } from '../delivery-queue/planner-settings.ts'
import { forgetWaitingFrom } from '../delivery-queue/waiting-from.ts'
import { deleteRemainders } from './remainder-store.ts'

// Everything here runs under the locked endpoint_state rows of the endpoints. Leased deliveries are left alone: their
// result, or the end of their lease, sees the new state of the endpoint. An endpoint may have a million deliveries: one
// transaction takes a chunk, and worker.ts takes the rest in later ones, by the state of the endpoint at that time.

const chunkMax = 1_000

export interface Chunk {
  /** There may be more deliveries to change. */
  isFull: boolean
}

/** Holds the deliveries of these endpoints: none is sent before its release, and none is dropped. */
export async function holdDeliveries(tx: Tx, endpointIds: readonly string[]): Promise<void> {
  await keepRemainder(tx, endpointIds, await holdChunk(tx, endpointIds))
}

/**
 * Makes held deliveries due now, the oldest first and before new ones; the time on hold does not count against them. Those
 * behind an earlier one of their ordering key stay blocked. The endpoints start again with a small window and a closed breaker.
 */
export async function releaseDeliveries(tx: Tx, endpointIds: readonly string[]): Promise<void> {
  await tx.query({
    name: 'endpoint_state_restart',
    text: `UPDATE endpoint_state SET window_size = 2, consecutive_failures = 0, transport_failures = 0, open_count = 0,
        opened_at = NULL, open_until = NULL, paused_until = NULL, average_ms = 0, failure_rate = 0 WHERE endpoint_id = ANY ($1)`,
    values: [endpointIds],
  })
  await keepRemainder(tx, endpointIds, await releaseChunk(tx, endpointIds))
}

/** Cancels the unfinished deliveries of deleted endpoints. */
export async function cancelDeliveries(tx: Tx, endpointIds: readonly string[], shard: number): Promise<void> {
  await keepRemainder(tx, endpointIds, await cancelChunk(tx, endpointIds, shard))
}

export async function holdChunk(tx: Tx, endpointIds: readonly string[]): Promise<Chunk> {
  const [held] = await tx.query<{ count: number }>(
    plannedAnew({
      text: `WITH held AS (
        UPDATE delivery_due SET held_at = plinth_now() WHERE delivery_id = ANY (ARRAY(${firstOf(waiting)}))
        RETURNING delivery_id, event_day
      ), shown AS (
        UPDATE delivery d SET status = 'held', next_attempt_at = NULL FROM held h WHERE d.event_day = h.event_day AND d.id = h.delivery_id
      )
      SELECT count(*)::int AS count FROM held`,
      values: [endpointIds],
    }),
  )
  await tx.query(nothingDue(endpointIds))
  return chunkOf(held)
}

/** @param since When the endpoints were turned on; absent when this transaction turns them on. */
export async function releaseChunk(tx: Tx, endpointIds: readonly string[], since?: Date): Promise<Chunk> {
  await tx.query(forgetWaitingFrom(endpointIds))
  const [released] = await tx.query<{ count: number }>(
    plannedAnew({
      text: `WITH released AS (
        UPDATE delivery_due SET held_at = NULL, give_up_at = give_up_at + (plinth_now() - held_at),
          next_at = CASE WHEN blocked_next_at IS NULL THEN coalesce($2, plinth_now()) ELSE next_at END,
          blocked_next_at = CASE WHEN blocked_next_at IS NOT NULL THEN coalesce($2, plinth_now()) END,
          blocked_give_up_at = blocked_give_up_at + (plinth_now() - least(held_at, blocked_next_at))
        WHERE delivery_id = ANY (ARRAY(${firstOf(held)})) RETURNING delivery_id, event_day, blocked_next_at IS NOT NULL AS is_blocked
      ), shown AS (
        UPDATE delivery d SET status = CASE WHEN attempts > 0 THEN 'retrying' ELSE 'pending' END,
          next_attempt_at = CASE WHEN NOT is_blocked THEN coalesce($2, plinth_now()) END
        FROM released r WHERE d.event_day = r.event_day AND d.id = r.delivery_id
      )
      SELECT count(*)::int AS count FROM released`,
      values: [endpointIds, since ?? null],
    }),
  )
  await tx.query(refreshDue(endpointIds))
  return chunkOf(released)
}

export async function cancelChunk(tx: Tx, endpointIds: readonly string[], shard: number): Promise<Chunk> {
  const [gone] = await tx.query<{ count: number }>(
    plannedAnew({
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
    }),
  )
  await tx.query(nothingDue(endpointIds))
  return chunkOf(gone)
}

const waiting = `SELECT delivery_id FROM delivery_due w WHERE w.endpoint_id = owed.endpoint_id
  AND w.lease_token IS NULL AND w.held_at IS NULL ORDER BY w.next_at LIMIT ${chunkMax}`
// As delivery_due_release_idx has it, word for word.
const held = `SELECT delivery_id FROM delivery_due w WHERE w.endpoint_id = owed.endpoint_id AND (w.held_at IS NOT NULL) IS TRUE
  ORDER BY w.delivery_id LIMIT ${chunkMax}`

/** Endpoint by endpoint, so that each reads its own part of an index and no more rows than a chunk. */
const firstOf = (...queues: readonly string[]) =>
  `SELECT due.delivery_id FROM unnest($1::text[]) AS owed (endpoint_id) CROSS JOIN LATERAL
    (${queues.map((queue) => `(${queue})`).join(' UNION ALL ')}) AS due LIMIT ${chunkMax}`

/** Marks these endpoints as not due, so that dispatchers skip them, even if deliveries are left. */
const nothingDue = (endpointIds: readonly string[]) => ({
  name: 'endpoint_state_nothing_due',
  text: 'UPDATE endpoint_state SET next_due_at = NULL WHERE endpoint_id = ANY ($1)',
  values: [endpointIds],
})

const chunkOf = (row: { count: number } | undefined): Chunk => ({ isFull: (row?.count ?? 0) >= chunkMax })

async function keepRemainder(tx: Tx, endpointIds: readonly string[], { isFull }: Chunk): Promise<void> {
  // This chunk took the remainder of an earlier change too; its row would release by the time of that change.
  if (!isFull) return deleteRemainders(tx, endpointIds)
  await tx.query({
    name: 'endpoint_settle_rest',
    text: `INSERT INTO endpoint_settling (endpoint_id) SELECT unnest($1::text[])
      ON CONFLICT (endpoint_id) DO UPDATE SET since = plinth_now(), turn_at = plinth_now()`,
    values: [endpointIds],
  })
}
