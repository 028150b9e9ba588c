import type { Tx } from '@plinth/kit/db'
import { refreshDue } from '../delivery-queue/endpoint-state-store.ts'
import { plannedAnew } from '../delivery-queue/planner-settings.ts'

// Everything here runs under the lock of the endpoint.

/** The deliveries that stand before all others of their ordering key: one, and more only when several were in flight at the change to an order. */
export function findFirstOfKey(
  tx: Tx,
  endpointId: string,
  orderingKey: string,
): Promise<{ deliveryId: string; isLeased: boolean }[]> {
  return tx.query({
    name: 'ordering_first_of_key',
    text: `SELECT delivery_id AS "deliveryId", lease_token IS NOT NULL AS "isLeased" FROM delivery_due
      WHERE endpoint_id = $1 AND ordering_key = $2 AND ordering_key <> '' AND blocked_next_at IS NULL ORDER BY ordering_position`,
    values: [endpointId, orderingKey],
  })
}

/** Ends a delivery that is not leased as cancelled; the next of its ordering key may go. */
export async function cancelDelivery(tx: Tx, endpointId: string, deliveryId: string, shard: number): Promise<void> {
  await tx.query(
    plannedAnew({
      text: `WITH gone AS (
        DELETE FROM delivery_due WHERE delivery_id = $1 AND lease_token IS NULL RETURNING delivery_id, event_day, workspace_id
      ), ended AS (
        UPDATE delivery d SET status = 'cancelled', next_attempt_at = NULL
        FROM gone g WHERE d.event_day = g.event_day AND d.id = g.delivery_id
      )
      INSERT INTO delivery_count AS c (workspace_id, day, shard, cancelled)
      SELECT workspace_id, event_day, $2, 1 FROM gone
      ON CONFLICT (workspace_id, day, shard) DO UPDATE SET cancelled = c.cancelled + excluded.cancelled`,
      values: [deliveryId, shard],
    }),
  )
  await tx.query(refreshDue([endpointId]))
}
