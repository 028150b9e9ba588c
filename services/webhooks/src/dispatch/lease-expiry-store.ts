import { type Database, QueueStart, type Statement } from '@plinth/kit/db'
import { refreshDue } from '../delivery-queue/endpoint-state-store.ts'
import { plannedAnew, plannerSettings } from '../delivery-queue/planner-settings.ts'

const endpointsMax = 100
const leasesMax = 1_000

const columns = 'event_day, delivery_id, attempt_no, trigger, started_at, is_polled'
/** These columns of a row `d` of delivery_due, whose lease `x` ran out. */
const unleasedColumns = `d.event_day, d.delivery_id, d.attempt_no, d.trigger,
              coalesce(d.leased_at, x.lease_until - $2 * interval '1 ms') AS started_at, d.leased_at IS NOT NULL AS is_polled`

/** Where the search for expired leases begins. */
export const leaseStart = (): QueueStart => new QueueStart({ table: 'delivery_due', column: 'lease_until' })

/**
 * Ends expired leases: their dispatcher died or froze, or could not make the request. The outcome is unknown, so the attempt is
 * logged as unknown, does not count against the schedule, and the delivery is due at once; or ends as failed, if its time is over:
 * the next lease may come so soon that no search for overdue deliveries meets it without one. Returns how many. Any number of
 * processes may run this at once.
 */
export function expireLeases(
  database: Database,
  leaseMs: number,
  shard: number,
  start = leaseStart(),
): Promise<number> {
  return database.transaction(
    async (tx, [next, locked]) => {
      start.learn(next)
      // The column is the one that lockExpired names.
      const endpointIds = ((locked ?? []) as { endpoint_id: string }[]).map(({ endpoint_id }) => endpoint_id)
      if (endpointIds.length === 0) return 0
      // Attempts come before deliveries, as where a day is dropped.
      const expired = await tx.query(
        plannedAnew({
          text: `WITH expired AS (
            SELECT delivery_id, lease_until, give_up_at <= plinth_now() AS is_over FROM delivery_due
            WHERE endpoint_id = ANY ($1) AND lease_token IS NOT NULL AND lease_until <= plinth_now() ORDER BY lease_until LIMIT ${leasesMax} FOR UPDATE
          ), freed AS (
            UPDATE delivery_due d SET lease_token = NULL, lease_until = NULL, next_at = plinth_now(), previous_outcome = 'unknown'
            FROM expired x WHERE d.delivery_id = x.delivery_id AND NOT x.is_over
            RETURNING ${unleasedColumns}
          ), given_up AS (
            DELETE FROM delivery_due d USING expired x WHERE d.delivery_id = x.delivery_id AND x.is_over
            RETURNING ${unleasedColumns}, d.workspace_id
          ), counted AS (
            INSERT INTO delivery_count AS c (workspace_id, day, shard, failed)
            SELECT workspace_id, event_day, $3, count(*) FROM given_up GROUP BY 1, 2 ORDER BY 1, 2
            ON CONFLICT (workspace_id, day, shard) DO UPDATE SET failed = c.failed + excluded.failed
          ), unleased AS (
            SELECT *, 'retrying' AS status, plinth_now() AS next_attempt_at FROM freed
            UNION ALL SELECT ${columns}, 'failed', NULL FROM given_up
          ), logged AS (
            INSERT INTO attempt (event_day, delivery_id, number, trigger, outcome, status_code, response_headers, response_body, error,
              started_at, wait_ms, dns_ms, connect_ms, tls_ms, first_byte_ms, total_ms)
            SELECT event_day, delivery_id, attempt_no, trigger, 'unknown', 0, '{}', '',
              CASE WHEN is_polled THEN 'The lease ran out.' ELSE 'The result was lost on our side.' END, started_at, 0, 0, 0, 0, 0, 0
            FROM unleased ON CONFLICT DO NOTHING RETURNING delivery_id
          ), shown AS (
            UPDATE delivery v SET status = u.status, attempts = u.attempt_no, next_attempt_at = u.next_attempt_at
            FROM unleased u WHERE v.event_day = u.event_day AND v.id = u.delivery_id
          )
          SELECT delivery_id FROM logged`,
          values: [endpointIds, leaseMs, shard],
        }),
      )
      tx.atCommit(settlePolled(endpointIds))
      tx.atCommit(refreshDue(endpointIds))
      return expired.length
    },
    { settings: plannerSettings, statements: [start.next, lockExpired(start)] },
  )
}

/** Expired leases of a disabled or deleted polled endpoint are held or cancelled by the bulk transitions: no dispatcher has them. */
const settlePolled = (endpointIds: readonly string[]): Statement => ({
  name: 'lease_settle_polled',
  text: `INSERT INTO endpoint_settling (endpoint_id) SELECT id FROM endpoint
    WHERE id = ANY ($1) AND kind = 'poll' AND (deleted_at IS NOT NULL OR NOT is_active OR suspended_at IS NOT NULL)
    ORDER BY id ON CONFLICT DO NOTHING`,
  values: [endpointIds],
})

const lockExpired = (start: QueueStart): Statement => ({
  name: 'lease_lock_expired',
  text: `SELECT s.endpoint_id FROM endpoint_state s
    WHERE s.endpoint_id = ANY (ARRAY(SELECT DISTINCT endpoint_id FROM delivery_due
      WHERE ${start.condition} AND lease_until <= plinth_now() LIMIT ${endpointsMax}))
    ORDER BY s.endpoint_id FOR UPDATE SKIP LOCKED`,
  values: [start.from],
})
