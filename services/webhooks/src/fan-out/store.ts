import type { Statement, Tx } from '@plinth/kit/db'
import { lockEndpointStates } from '../delivery-queue/endpoint-state-store.ts'
import { dayOfId } from '../partitions/days.ts'
import type { NewDelivery } from './delivery.ts'

/** Stores deliveries and queues them before COMMIT; those with an ordering key under the locks of all their endpoints. */
export function insertDeliveries(tx: Tx, deliveries: readonly NewDelivery[]): void {
  // The first to commit under the lock of an endpoint has the earlier place in its keys. All endpoints at once: a second
  // lock, after the first, might be the first of another transaction.
  if (deliveries.some(({ orderingKey }) => orderingKey !== ''))
    tx.atCommit(lockEndpointStates([...new Set(deliveries.map(({ endpointId }) => endpointId))]))
  tx.atCommit(insertionOf(deliveries))
}

function insertionOf(deliveries: readonly NewDelivery[]): Statement {
  return {
    name: 'delivery_insert',
    text: `WITH new AS (
        SELECT * FROM unnest($1::date[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::boolean[], $9::bigint[], $10::bigint[], $11::text[])
          AS new (event_day, id, event_id, endpoint_id, workspace_id, namespace_id, event_type, is_held, delay_ms, budget_ms, ordering_key)
      ), made AS (
        INSERT INTO delivery (event_day, id, event_id, endpoint_id, workspace_id, namespace_id, event_type, status, next_attempt_at)
        SELECT event_day, id, event_id, endpoint_id, workspace_id, namespace_id, event_type,
          CASE WHEN is_held THEN 'held' ELSE 'pending' END,
          CASE WHEN NOT is_held AND ordering_key = '' THEN plinth_now() + delay_ms * interval '1 ms' END
        FROM new
      )
      INSERT INTO delivery_due (delivery_id, event_day, event_id, endpoint_id, workspace_id, next_at, give_up_at, held_at, ordering_key)
      SELECT id, event_day, event_id, endpoint_id, workspace_id, plinth_now() + delay_ms * interval '1 ms',
        plinth_now() + budget_ms * interval '1 ms', CASE WHEN is_held THEN plinth_now() END,
        ordering_key
      FROM new ORDER BY event_id`,
    values: [
      deliveries.map(({ event }) => dayOfId(event.id)),
      deliveries.map(({ id }) => id),
      deliveries.map(({ event }) => event.id),
      deliveries.map(({ endpointId }) => endpointId),
      deliveries.map(({ event }) => event.workspaceId),
      deliveries.map(({ event }) => event.namespaceId),
      deliveries.map(({ event }) => event.type),
      deliveries.map(({ isHeld }) => isHeld),
      deliveries.map(({ delayMs }) => delayMs),
      deliveries.map(({ budgetMs }) => budgetMs),
      deliveries.map(({ orderingKey }) => orderingKey),
    ],
  }
}

/**
 * Makes the deliveries visible to dispatchers and counts them as accepted, as the last statement before COMMIT: a dispatcher locks
 * the row of an endpoint before it looks for due deliveries, so it either sees these or comes after this.
 */
export function bringForward(tx: Tx, deliveries: readonly NewDelivery[], shard: number): void {
  tx.atCommit({
    name: 'delivery_bring_forward',
    // Reading `forward` first: rows of endpoint_state are locked before those of delivery_count.
    // NOTE: an endpoint that is due already keeps its time. What was read under the lock decides: the snapshot may be older.
    text: `WITH new AS (
        SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::date[]) AS new (endpoint_id, delay_ms, workspace_id, day)
      ), soonest AS (
        SELECT endpoint_id, min(delay_ms) AS delay_ms FROM new WHERE delay_ms IS NOT NULL GROUP BY 1
      ), locked AS (
        SELECT s.endpoint_id, s.next_due_at, s.waiting_from, plinth_now() + n.delay_ms * interval '1 ms' AS due_at
        FROM endpoint_state s JOIN soonest n USING (endpoint_id)
        ORDER BY s.endpoint_id FOR UPDATE OF s
      ), forward AS (
        UPDATE endpoint_state s SET next_due_at = least(l.next_due_at, l.due_at),
          waiting_from = CASE WHEN l.waiting_from > l.due_at THEN l.due_at ELSE l.waiting_from END FROM locked l
        WHERE s.endpoint_id = l.endpoint_id AND ((l.next_due_at <= l.due_at) IS NOT TRUE OR l.waiting_from > l.due_at) RETURNING true
      )
      INSERT INTO delivery_count AS c (workspace_id, day, shard, accepted)
      SELECT workspace_id, day, $5, count(*) FROM new WHERE (SELECT count(*) FROM forward) >= 0 GROUP BY 1, 2 ORDER BY 1, 2
      ON CONFLICT (workspace_id, day, shard) DO UPDATE SET accepted = c.accepted + excluded.accepted`,
    values: [
      deliveries.map(({ endpointId }) => endpointId),
      deliveries.map(({ isHeld, delayMs }) => (isHeld ? null : delayMs)),
      deliveries.map(({ event }) => event.workspaceId),
      deliveries.map(({ event }) => dayOfId(event.id)),
      shard,
    ],
  })
}

/**
 * Run it before bringForward. An endpoint may have been turned on, off or deleted after its deliveries were decided to be held
 * or due: this looks again under its lock, and lets the bulk transitions release, hold or cancel them. Only a dispatcher holds
 * what is due, when the turn of the endpoint comes; a polled endpoint has no turn.
 */
export function recheckHeld(tx: Tx, deliveries: readonly NewDelivery[]): void {
  const ids = (some: readonly NewDelivery[]) => [...new Set(some.map(({ endpointId }) => endpointId))]
  const held = ids(deliveries.filter(({ isHeld }) => isHeld))
  const due = ids(deliveries.filter(({ isHeld, isPolled }) => isPolled && !isHeld))
  if (held.length + due.length === 0) return
  tx.atCommit(lockEndpointStates(ids(deliveries)))
  tx.atCommit({
    name: 'endpoint_settle_held',
    text: `INSERT INTO endpoint_settling (endpoint_id) SELECT id FROM endpoint
      WHERE id = ANY ($1 || $2::text[]) AND (deleted_at IS NOT NULL OR
        CASE WHEN is_active AND suspended_at IS NULL THEN id = ANY ($1) ELSE id = ANY ($2) END)
      ORDER BY id ON CONFLICT DO NOTHING`,
    values: [held, due],
  })
}
