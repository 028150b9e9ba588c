import type { Statement } from '@plinth/kit/db'
import { plannedAnew } from './planner-settings.ts'
import { leasedSince, nextWaitingFrom, waitingFrom } from './waiting-from.ts'

/**
 * Locks endpoint_state rows. Every transaction takes them in this order, and before rows of delivery_due, delivery and
 * delivery_count.
 */
export function lockEndpointStates(endpointIds: readonly string[]): Statement {
  return {
    name: 'endpoint_state_lock',
    text: 'SELECT FROM endpoint_state WHERE endpoint_id = ANY ($1) ORDER BY endpoint_id FOR UPDATE',
    values: [endpointIds],
  }
}

/**
 * SQL for when endpoint_state `s` has a delivery to send: the time of its soonest waiting delivery, or null while its window
 * is full. Run it in a later statement than the one that locked the row: only then does the snapshot hold every due delivery.
 * The time of a row that may have its turn stays as it is: so it keeps its place in the queue. One that may have it from now on is due
 * from half a minute ago at the earliest, since searches do not begin at the first rows (dueStart).
 */
export function nextDue({ windowSize, openCount }: { windowSize: string; openCount: string }): string {
  return `CASE WHEN (SELECT count(*) FROM delivery_due l WHERE ${leasedSince('plinth_now()')})
      < CASE WHEN ${openCount} > 0 THEN 1 ELSE ${windowSize} END
    THEN (SELECT CASE WHEN w.next_at > plinth_now() THEN w.next_at WHEN s.turn_at <= plinth_now() THEN s.next_due_at
        ELSE greatest(w.next_at, plinth_now() - interval '30 seconds') END
      FROM delivery_due w WHERE w.endpoint_id = s.endpoint_id AND w.lease_token IS NULL AND w.held_at IS NULL
        AND w.next_at >= ${waitingFrom} AND w.next_at < 'infinity' -- no blocked one: what is left in the index of those that went would be read each time
      ORDER BY w.next_at LIMIT 1) END`
}

// A turn, or a poll, that finds nothing where something was due: the next one looks at all. A process of the release before may let a delivery
// wait with the time of a transaction that began long ago.
const isMissed = `s.waiting_from IS NOT NULL AND s.next_due_at <= plinth_now() AND (n.due_at <= plinth_now()) IS NOT TRUE
  AND (SELECT count(*) FROM delivery_due l WHERE ${leasedSince('plinth_now()')}) = 0`

/** SQL that sets when endpoint_state `s` has a delivery to send, and from when its deliveries wait; as for nextDue. OFFSET 0: each is searched once. */
export const dueAndWaitingFrom = `(next_due_at, waiting_from) = (
  SELECT CASE WHEN ${isMissed} THEN s.next_due_at ELSE n.due_at END, CASE WHEN NOT (${isMissed}) THEN n.waiting_from END
  FROM (SELECT ${nextDue({ windowSize: 's.window_size', openCount: 's.open_count' })} AS due_at, ${nextWaitingFrom} AS waiting_from OFFSET 0) n)`

/** Recomputes when these endpoints have a delivery to send. */
export function refreshDue(endpointIds: readonly string[]): Statement {
  return plannedAnew({
    text: `UPDATE endpoint_state s SET ${dueAndWaitingFrom} WHERE s.endpoint_id = ANY ($1)`,
    values: [endpointIds],
  })
}
