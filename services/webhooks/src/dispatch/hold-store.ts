import type { Tx } from '@plinth/kit/db'
import { refreshDue } from './refresh-due.ts'

// All of this runs under the endpoint_state rows of the endpoints. Leased deliveries are left alone: their result,
// or the end of their lease, finds the endpoint as it is then.

/** Nothing of these endpoints is sent until it is released; nothing is dropped either. */
export async function holdDeliveries(tx: Tx, endpointIds: readonly string[]): Promise<void> {
  await tx.query({
    name: 'delivery_hold',
    text: `WITH held AS (
        UPDATE delivery_due SET held_at = plinth_now()
        WHERE endpoint_id = ANY ($1) AND held_at IS NULL AND lease_token IS NULL RETURNING delivery_id, event_day
      )
      UPDATE delivery d SET status = 'held', next_attempt_at = NULL FROM held h WHERE d.event_day = h.event_day AND d.id = h.delivery_id`,
    values: [endpointIds],
  })
  await tx.query(refreshDue(endpointIds))
}

/** What was held is due now; the time it was held counts for nothing. The endpoints start afresh, with a small window. */
export async function releaseDeliveries(tx: Tx, endpointIds: readonly string[]): Promise<void> {
  await tx.query({
    name: 'delivery_release',
    text: `WITH released AS (
        UPDATE delivery_due SET held_at = NULL, next_at = plinth_now(), give_up_at = give_up_at + (plinth_now() - held_at)
        WHERE endpoint_id = ANY ($1) AND held_at IS NOT NULL RETURNING delivery_id, event_day
      )
      UPDATE delivery d SET status = CASE WHEN attempts > 0 THEN 'retrying' ELSE 'pending' END, next_attempt_at = plinth_now()
      FROM released r WHERE d.event_day = r.event_day AND d.id = r.delivery_id`,
    values: [endpointIds],
  })
  await tx.query({
    name: 'endpoint_state_restart',
    text: `UPDATE endpoint_state SET window_size = 2, consecutive_failures = 0, transport_failures = 0, open_count = 0,
        opened_at = NULL, open_until = NULL, paused_until = NULL, average_ms = 0, failure_rate = 0 WHERE endpoint_id = ANY ($1)`,
    values: [endpointIds],
  })
  await tx.query(refreshDue(endpointIds))
}

/** Ends what is unfinished of endpoints that are gone. */
export async function cancelDeliveries(tx: Tx, endpointIds: readonly string[], shard: number): Promise<void> {
  await tx.query({
    name: 'delivery_cancel',
    text: `WITH gone AS (
        DELETE FROM delivery_due
        WHERE endpoint_id = ANY ($1) AND (held_at IS NOT NULL OR (lease_token IS NULL AND held_at IS NULL))
        RETURNING delivery_id, event_day, workspace_id
      ), ended AS (
        UPDATE delivery d SET status = 'cancelled', next_attempt_at = NULL
        FROM gone g WHERE d.event_day = g.event_day AND d.id = g.delivery_id
      )
      INSERT INTO delivery_count AS c (workspace_id, day, shard, cancelled)
      SELECT workspace_id, event_day, $2, count(*) FROM gone GROUP BY 1, 2 ORDER BY 1, 2
      ON CONFLICT (workspace_id, day, shard) DO UPDATE SET cancelled = c.cancelled + excluded.cancelled`,
    values: [endpointIds, shard],
  })
  await tx.query(refreshDue(endpointIds))
}
