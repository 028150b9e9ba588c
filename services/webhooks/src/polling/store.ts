// Everything but dueAmong runs under the lock of the endpoint.

import { pageBytesMax, type Queryable, type Tx } from '@plinth/kit/db'
import { arraysOf } from '@plinth/kit/db/rows'
import { refreshDue } from '../delivery-queue/endpoint-state-store.ts'
import { plannedAnew } from '../delivery-queue/planner-settings.ts'
import { leasedSince, waitingFrom } from '../delivery-queue/waiting-from.ts'
import type { HandOut } from './hand-out.ts'

type Named = Pick<HandOut, 'deliveryId' | 'attempt'>

/** Names a hand-out, with the day of its partition. */
export interface HandOutKey extends Named {
  eventDay: string
}

/** Leases the longest due deliveries, at most `limit` and about pageBytesMax of payloads, within the window of the endpoint. */
export async function handOut(tx: Tx, endpointId: string, limit: number, leaseSeconds: number): Promise<HandOut[]> {
  const handed = await tx.query<HandOut>({
    name: 'poll_hand_out',
    // Events row by row (OFFSET 0 keeps it so), as the dispatcher's claim reads them.
    text: `WITH room AS (
        SELECT greatest(least($2, s.window_size - (SELECT count(*) FROM delivery_due l
          WHERE ${leasedSince('plinth_now()')})), 0) AS count, ${waitingFrom} AS waiting_from
        FROM endpoint_state s WHERE s.endpoint_id = $1
      ), due AS (
        SELECT w.delivery_id, w.event_day, w.event_id, w.next_at FROM delivery_due w
        WHERE w.endpoint_id = $1 AND w.lease_token IS NULL AND w.held_at IS NULL
          AND w.next_at >= (SELECT waiting_from FROM room) AND w.next_at <= plinth_now()
        ORDER BY w.next_at LIMIT (SELECT count FROM room) FOR UPDATE
      ), sized AS (
        SELECT due.delivery_id, due.event_id, due.next_at, e.type, e.payload,
          sum(octet_length(e.payload)) OVER (ORDER BY due.next_at, due.delivery_id) - octet_length(e.payload) AS bytes_before
        FROM due CROSS JOIN LATERAL (
          SELECT type, payload FROM event WHERE event_day = due.event_day AND id = due.event_id OFFSET 0
        ) e
      ), leased AS (
        UPDATE delivery_due d SET attempt_no = d.attempt_no + 1, lease_token = gen_random_uuid(), leased_at = plinth_now(),
          lease_until = plinth_now() + $3 * interval '1 second'
        WHERE d.delivery_id = ANY (ARRAY(SELECT delivery_id FROM sized WHERE bytes_before < ${pageBytesMax}))
        RETURNING d.delivery_id, d.attempt_no, d.lease_until
      )
      SELECT l.delivery_id AS "deliveryId", l.attempt_no AS attempt, s.event_id AS "eventId", s.type AS "eventType",
        l.lease_until AS "leaseUntil", s.payload
      FROM leased l JOIN sized s USING (delivery_id) ORDER BY s.next_at, s.delivery_id`,
    values: [endpointId, limit, leaseSeconds],
  })
  tx.atCommit(refreshDue([endpointId]))
  return handed
}

/**
 * Ends these hand-outs as delivered and returns those that are; also one whose lease ran out, while it was not handed out
 * again. Repeated, it returns the same.
 */
export async function acknowledge(
  tx: Tx,
  endpointId: string,
  keys: readonly HandOutKey[],
  shard: number,
): Promise<Named[]> {
  const done = await tx.query<Named>(
    plannedAnew({
      text: `WITH ${asked}, gone AS (
        DELETE FROM delivery_due d USING asked a
        WHERE d.delivery_id = a.delivery_id AND d.delivery_id = ANY ($2) AND d.endpoint_id = $1 AND d.attempt_no = a.attempt
          AND d.leased_at IS NOT NULL
        RETURNING d.delivery_id, d.event_day, d.workspace_id, d.attempt_no, d.trigger, d.leased_at
      ), logged AS (${logAttempt('gone', 'ok', '')}
      ), ended AS (
        UPDATE delivery v SET status = 'success', attempts = g.attempt_no, delivered_at = plinth_now(), next_attempt_at = NULL
        FROM gone g WHERE v.event_day = g.event_day AND v.id = g.delivery_id
      ), counted AS (
        INSERT INTO delivery_count AS c (workspace_id, day, shard, delivered)
        SELECT workspace_id, event_day, $5, count(*) FROM gone GROUP BY 1, 2 ORDER BY 1, 2
        ON CONFLICT (workspace_id, day, shard) DO UPDATE SET delivered = c.delivered + excluded.delivered
      )
      SELECT delivery_id AS "deliveryId", attempt_no AS attempt FROM gone
      UNION ALL
      SELECT v.id, v.attempts FROM delivery v JOIN asked a ON v.event_day = a.event_day AND v.id = a.delivery_id
      WHERE v.event_day = ANY ($3::date[]) AND v.id = ANY ($2) AND v.endpoint_id = $1 AND v.status = 'success'
        AND v.attempts = a.attempt`,
      values: [...valuesOf(endpointId, keys), shard],
    }),
  )
  tx.atCommit(refreshDue([endpointId]))
  return done
}

/** Gives back these hand-outs, whose leases hold, and returns them. They are due after the delay. */
export async function giveBack(
  tx: Tx,
  endpointId: string,
  keys: readonly HandOutKey[],
  { delaySeconds, isHeld }: { delaySeconds: number; isHeld: boolean },
): Promise<Named[]> {
  const given = await tx.query<Named>(
    plannedAnew({
      text: `WITH ${asked}, given AS (
        UPDATE delivery_due d SET lease_token = NULL, lease_until = NULL, trigger = 'schedule', previous_outcome = 'returned',
          next_at = plinth_now() + $5 * interval '1 second', held_at = CASE WHEN $6 THEN plinth_now() END
        FROM asked a
        WHERE d.delivery_id = a.delivery_id AND d.delivery_id = ANY ($2) AND d.endpoint_id = $1 AND d.attempt_no = a.attempt
          AND d.lease_token IS NOT NULL
        RETURNING d.delivery_id, d.event_day, d.attempt_no, d.trigger, d.leased_at, d.next_at
      ), logged AS (${logAttempt('given', 'returned', 'The poller gave the delivery back.')}
      ), unleased AS (
        UPDATE delivery v SET status = CASE WHEN $6 THEN 'held' ELSE 'retrying' END, attempts = g.attempt_no,
          next_attempt_at = CASE WHEN NOT $6 THEN g.next_at END
        FROM given g WHERE v.event_day = g.event_day AND v.id = g.delivery_id
      )
      SELECT delivery_id AS "deliveryId", attempt_no AS attempt FROM given`,
      values: [...valuesOf(endpointId, keys), delaySeconds, isHeld],
    }),
  )
  if (given.length > 0) {
    tx.atCommit({
      name: 'poll_forget_lease',
      text: 'UPDATE delivery_due SET leased_at = NULL WHERE delivery_id = ANY ($1)',
      values: [given.map(({ deliveryId }) => deliveryId)],
    })
  }
  tx.atCommit(refreshDue([endpointId]))
  return given
}

/** Returns which of these endpoints have something to hand out; without locks. */
export async function dueAmong(db: Queryable, endpointIds: readonly string[]): Promise<string[]> {
  const rows = await db.query<{ id: string }>({
    name: 'poll_due_among',
    text: 'SELECT endpoint_id AS id FROM endpoint_state WHERE endpoint_id = ANY ($1) AND next_due_at <= plinth_now()',
    values: [endpointIds],
  })
  return rows.map(({ id }) => id)
}

const asked = `asked AS (SELECT * FROM unnest($2::text[], $3::date[], $4::int[]) AS asked (delivery_id, event_day, attempt))`

const valuesOf = (endpointId: string, keys: readonly HandOutKey[]) => [
  endpointId,
  ...arraysOf(keys, 'deliveryId eventDay attempt'),
]

// A number that is there already was logged as unknown when its lease ran out. It comes before UPDATE delivery: the tables are locked in
// this order where a day is dropped, and where results are written.
const logAttempt = (from: string, outcome: string, error: string) => `
        INSERT INTO attempt AS l (event_day, delivery_id, number, trigger, outcome, status_code, response_headers, response_body,
          error, started_at, wait_ms, dns_ms, connect_ms, tls_ms, first_byte_ms, total_ms)
        SELECT event_day, delivery_id, attempt_no, trigger, '${outcome}', 0, '{}', '', '${error}', leased_at, 0, 0, 0, 0, 0,
          least(extract(epoch FROM plinth_now() - leased_at) * 1000, 2147483647)::int
        FROM ${from}
        ON CONFLICT (event_day, delivery_id, number) DO UPDATE SET outcome = excluded.outcome, error = excluded.error,
          total_ms = excluded.total_ms
        WHERE l.outcome = 'unknown'`
