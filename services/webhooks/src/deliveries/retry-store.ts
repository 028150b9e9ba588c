import type { Tx } from '@plinth/kit/db'
import { refreshDue } from '../delivery-queue/endpoint-state-store.ts'
import { orderingKeyOf } from '../delivery-queue/ordering-store.ts'
import { plannedAnew } from '../delivery-queue/planner-settings.ts'
import { dayOfId } from '../partitions/days.ts'
import type { Delivery } from './delivery.ts'

// Everything here runs under the lock of the endpoint.

/** Makes an unfinished delivery due now, unless it is held, leased, or behind an earlier one of its ordering key. */
export async function hurryDelivery(tx: Tx, delivery: Delivery): Promise<void> {
  await tx.query(
    plannedAnew({
      text: `WITH hurried AS (
        UPDATE delivery_due SET next_at = plinth_now(), trigger = 'manual'
        WHERE delivery_id = $1 AND lease_token IS NULL AND held_at IS NULL AND blocked_next_at IS NULL RETURNING event_day, delivery_id
      )
      UPDATE delivery d SET next_attempt_at = plinth_now() FROM hurried h WHERE d.event_day = h.event_day AND d.id = h.delivery_id`,
      values: [delivery.id],
    }),
  )
  await tx.query(refreshDue([delivery.endpointId]))
}

/**
 * Queues a delivery that has ended for one more attempt, or holds it for a disabled endpoint; it no longer counts as ended. Of an
 * endpoint with an order, it goes behind those of its key that are queued.
 */
export async function queueAgain(
  tx: Tx,
  delivery: Delivery,
  again: { spent: number; budgetMs: number; isHeld: boolean; shard: number },
): Promise<void> {
  await tx.query({
    name: 'delivery_queue_again',
    text: `WITH queued AS (
        UPDATE delivery SET status = CASE WHEN $6 THEN 'held' ELSE 'retrying' END,
          next_attempt_at = CASE WHEN NOT $6 THEN plinth_now() END
        WHERE event_day = $1 AND id = $2 RETURNING *
      ), due AS (
        INSERT INTO delivery_due (delivery_id, event_day, event_id, endpoint_id, workspace_id, trigger, next_at, attempt_no, spent,
          give_up_at, held_at, ordering_key)
        SELECT id, event_day, event_id, endpoint_id, workspace_id, 'manual', plinth_now(), attempts, $4::int,
          plinth_now() + $5::bigint * interval '1 ms', CASE WHEN $6 THEN plinth_now() END, ${orderingKeyOf('queued')}
        FROM queued
      )
      INSERT INTO delivery_count AS c (workspace_id, day, shard, failed, cancelled)
      SELECT workspace_id, event_day, $7, CASE WHEN $3 = 'failed' THEN -1 ELSE 0 END, CASE WHEN $3 = 'cancelled' THEN -1 ELSE 0 END
      FROM queued
      ON CONFLICT (workspace_id, day, shard) DO UPDATE SET failed = c.failed + excluded.failed,
        cancelled = c.cancelled + excluded.cancelled`,
    values: [
      dayOfId(delivery.id),
      delivery.id,
      delivery.status,
      again.spent,
      again.budgetMs,
      again.isHeld,
      again.shard,
    ],
  })
  await tx.query(refreshDue([delivery.endpointId]))
}
