import type { Statement } from '@plinth/kit/db'

/**
 * Sets when these endpoints have work again: the soonest waiting delivery, or null while their window is full. To be run
 * in a later statement than the one that took their endpoint_state rows: only then does its snapshot hold all that is due.
 */
export function refreshDue(endpointIds: readonly string[]): Statement {
  return {
    name: 'endpoint_state_refresh_due',
    text: `UPDATE endpoint_state s SET next_due_at = CASE
        WHEN (SELECT count(*) FROM delivery_due l WHERE l.endpoint_id = s.endpoint_id AND l.lease_token IS NOT NULL)
          < CASE WHEN s.open_count > 0 THEN 1 ELSE s.window_size END
        THEN (SELECT min(w.next_at) FROM delivery_due w
          WHERE w.endpoint_id = s.endpoint_id AND w.lease_token IS NULL AND w.held_at IS NULL) END
      WHERE s.endpoint_id = ANY ($1)`,
    values: [endpointIds],
  }
}
