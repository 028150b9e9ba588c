import type { Statement } from '@plinth/kit/db'

/**
 * When endpoint_state `s` has work again, in SQL: the soonest waiting delivery, or null while its window is full. To be
 * run in a later statement than the one that took the row: only then does its snapshot hold all that is due. What is due
 * already stays due since when it was, so that the row keeps its place in the index.
 */
export function nextDue({ windowSize, openCount }: { windowSize: string; openCount: string }): string {
  return `CASE WHEN (SELECT count(*) FROM delivery_due l WHERE l.endpoint_id = s.endpoint_id AND l.lease_token IS NOT NULL)
      < CASE WHEN ${openCount} > 0 THEN 1 ELSE ${windowSize} END
    THEN (SELECT CASE WHEN greatest(w.next_at, s.next_due_at) <= plinth_now() THEN coalesce(s.next_due_at, w.next_at) ELSE w.next_at END
      FROM delivery_due w WHERE w.endpoint_id = s.endpoint_id AND w.lease_token IS NULL AND w.held_at IS NULL
      ORDER BY w.next_at LIMIT 1) END`
}

/** Sets when these endpoints have work again. */
export function refreshDue(endpointIds: readonly string[]): Statement {
  return {
    name: 'endpoint_state_refresh_due',
    text: `UPDATE endpoint_state s SET next_due_at = ${nextDue({ windowSize: 's.window_size', openCount: 's.open_count' })}
      WHERE s.endpoint_id = ANY ($1)`,
    values: [endpointIds],
  }
}
