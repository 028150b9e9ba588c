import type { Statement } from '@plinth/kit/db'

// Rows of delivery_due that are gone stay in its indexes while any transaction is older than their end, and VACUUM cannot remove them: a
// backup takes an hour. So searches do not begin where an endpoint's first delivery once was. endpoint_state.waiting_from is a time before
// which none of its deliveries waits. What comes later to wait is due at the time of its transaction at the earliest; what may be due before
// that lowers it (fan-out) or says that it is not known (forgetWaitingFrom).

// Each search reads what has gone since. Few transactions that let deliveries wait are longer.
const behind = `interval '15 seconds'`
// One that is ahead of this was noted while the transaction waited, or before the clock was set back.
const latest = `plinth_now() - interval '5 seconds'`
const soonAgo = `plinth_now() - interval '20 seconds'`

// A transaction that is older may leave a delivery before it, as after a server stood still: the first looks of each ten minutes find those.
const isOfTheseTenMinutes = `date_bin('10 minutes', s.waiting_from, 'epoch') = date_bin('10 minutes', plinth_now(), 'epoch')`

/** SQL for the time from which deliveries of endpoint_state `s` may wait. */
export const waitingFrom = `CASE WHEN s.waiting_from <= ${latest} THEN s.waiting_from ELSE '-infinity' END`

/**
 * SQL for the leases of endpoint_state `s` in delivery_due `l` that have not ended `since`. Together they hold for one index only: one of the
 * leases of all endpoints might be taken for the columns alone, and read for each of them.
 */
export const leasedSince = (since: string): string =>
  `l.lease_token IS NOT NULL AND (l.endpoint_id, l.lease_until) > (s.endpoint_id, ${since}) AND (l.endpoint_id, l.lease_until) <= (s.endpoint_id, 'infinity')`

/**
 * SQL for a new value of waiting_from, under the lock of endpoint_state `s` and in a later statement than the lock. A lease may be given
 * back, and deliveries on hold may be released, with the time that they had: of a change that is settled, in milliseconds.
 */
export const nextWaitingFrom = `CASE WHEN s.waiting_from BETWEEN ${soonAgo} AND ${latest} THEN s.waiting_from
    ELSE least(plinth_now() - ${behind},
      (SELECT w.next_at FROM delivery_due w WHERE w.endpoint_id = s.endpoint_id AND w.lease_token IS NULL AND w.held_at IS NULL
        AND w.next_at >= CASE WHEN ${isOfTheseTenMinutes} THEN ${waitingFrom} ELSE '-infinity' END ORDER BY w.next_at LIMIT 1),
      (SELECT min(l.next_at) FROM delivery_due l WHERE ${leasedSince(`plinth_now() - ${behind}`)}),
      (SELECT date_trunc('milliseconds', t.since) FROM endpoint_settling t WHERE t.endpoint_id = s.endpoint_id)) END`

/** SQL for waiting_from that is unknown where the transaction, which lets deliveries wait, began before it was noted. */
export const notedBefore = `CASE WHEN s.waiting_from <= ${latest} THEN s.waiting_from END`

/** Run it, under the locks of these endpoints, before deliveries wait again that may have been due at any time. */
export const forgetWaitingFrom = (endpointIds: readonly string[]): Statement => ({
  name: 'endpoint_state_forget_waiting',
  text: 'UPDATE endpoint_state SET waiting_from = NULL WHERE endpoint_id = ANY ($1)',
  values: [endpointIds],
})
