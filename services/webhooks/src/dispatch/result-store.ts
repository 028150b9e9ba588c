import type { Statement } from '@plinth/kit/db'
import { lockEndpointStates, nextDue } from '../delivery-queue/endpoint-state-store.ts'
import { notedBefore } from '../delivery-queue/waiting-from.ts'
import { amongDays } from '../partitions/among-days.ts'
import type { EndpointHealth } from './endpoint-health.ts'
import type { NextStatus } from './next-status.ts'

export interface EndpointStateRow extends EndpointHealth {
  endpointId: string
  workspaceId: string
  consecutiveFailures: number
  isOpen: boolean
  /** The breaker has been open for a day. */
  isLongOpen: boolean
  isActive: boolean
  isDeleted: boolean
}

export interface LeaseRow {
  leaseToken: string
  workspaceId: string
  budgetLeftMs: number
}

/**
 * Locks the endpoints of a batch of results, reads their state under the locks, and the leases that still hold. May travel
 * with BEGIN: the statements take locks but write nothing.
 */
export function lockResults(
  results: readonly { deliveryId: string; leaseToken: string; endpointId: string }[],
): [locks: Statement, states: Statement, leases: Statement] {
  const endpointIds = [...new Set(results.map(({ endpointId }) => endpointId))]
  return [
    lockEndpointStates(endpointIds),
    {
      name: 'result_states',
      text: `SELECT s.endpoint_id AS "endpointId", s.workspace_id AS "workspaceId", s.window_size AS "windowSize",
          s.transport_failures AS "transportFailures", s.open_count AS "openCount", s.average_ms::float8 AS "averageMs",
          s.failure_rate::float8 AS "failureRate", s.consecutive_failures AS "consecutiveFailures",
          coalesce(s.open_until > plinth_now(), false) AS "isOpen",
          coalesce(s.opened_at <= plinth_now() - interval '24 hours', false) AS "isLongOpen",
          e.is_active AND e.suspended_at IS NULL AS "isActive", e.deleted_at IS NOT NULL AS "isDeleted"
        FROM endpoint_state s JOIN endpoint e ON e.id = s.endpoint_id WHERE s.endpoint_id = ANY ($1)`,
      values: [endpointIds],
    },
    {
      name: 'result_leases',
      text: `SELECT d.lease_token AS "leaseToken", d.workspace_id AS "workspaceId",
          (extract(epoch FROM d.give_up_at - plinth_now()) * 1000)::float8 AS "budgetLeftMs"
        FROM unnest($1::text[], $2::uuid[]) AS result (delivery_id, lease_token)
        JOIN delivery_due d ON d.delivery_id = result.delivery_id AND d.lease_token = result.lease_token
        WHERE d.delivery_id = ANY ($1) FOR UPDATE OF d`,
      values: [results.map(({ deliveryId }) => deliveryId), results.map(({ leaseToken }) => leaseToken)],
    },
  ]
}

export interface DeliveryUpdate {
  deliveryId: string
  eventDay: string
  workspaceId: string
  next: NextStatus
  statusCode: number
  attemptNo: number
  outcome: string
}

/** Stores the new status of deliveries; one that has ended leaves the queue and is counted. */
export function updateDeliveries(updates: readonly DeliveryUpdate[], shard: number): Statement {
  const waiting = ({ next }: DeliveryUpdate) => ('delayMs' in next ? next : undefined)
  const days = amongDays(
    'd.event_day',
    updates.map(({ eventDay }) => eventDay),
    11,
  )
  return {
    name: `result_deliveries_${days.values.length}`,
    // ANY of the ids beside each join: so no plan reads a whole table, or other days, for a batch.
    text: `WITH result AS (
        SELECT * FROM unnest($1::text[], $2::date[], $3::text[], $4::text[], $5::int[], $6::int[], $7::text[], $8::bigint[], $9::int[])
          AS result (delivery_id, event_day, workspace_id, status, status_code, attempts, outcome, delay_ms, spent)
      ), gone AS (
        DELETE FROM delivery_due WHERE delivery_id = ANY (ARRAY(SELECT delivery_id FROM result WHERE delay_ms IS NULL))
      ), kept AS (
        UPDATE delivery_due d SET lease_token = NULL, lease_until = NULL, trigger = 'schedule', spent = r.spent,
          previous_outcome = r.outcome, next_at = plinth_now() + r.delay_ms * interval '1 ms',
          held_at = CASE WHEN r.status = 'held' THEN plinth_now() END
        FROM result r WHERE d.delivery_id = r.delivery_id AND d.delivery_id = ANY ($1) AND r.delay_ms IS NOT NULL
      ), shown AS (
        UPDATE delivery d SET status = r.status, attempts = r.attempts,
          status_code = CASE WHEN r.status_code > 0 THEN r.status_code ELSE d.status_code END,
          delivered_at = CASE WHEN r.status = 'success' THEN plinth_now() END,
          next_attempt_at = CASE WHEN r.status = 'retrying' THEN plinth_now() + r.delay_ms * interval '1 ms' END
        FROM result r
        WHERE d.event_day = r.event_day AND d.id = r.delivery_id AND ${days.sql} AND d.id = ANY ($1)
      )
      INSERT INTO delivery_count AS c (workspace_id, day, shard, delivered, failed, cancelled)
      SELECT workspace_id, event_day, $10, count(*) FILTER (WHERE status = 'success'),
        count(*) FILTER (WHERE status = 'failed'), count(*) FILTER (WHERE status = 'cancelled')
      FROM result WHERE delay_ms IS NULL GROUP BY 1, 2 ORDER BY 1, 2
      ON CONFLICT (workspace_id, day, shard) DO UPDATE SET delivered = c.delivered + excluded.delivered,
        failed = c.failed + excluded.failed, cancelled = c.cancelled + excluded.cancelled`,
    values: [
      updates.map(({ deliveryId }) => deliveryId),
      updates.map(({ eventDay }) => eventDay),
      updates.map(({ workspaceId }) => workspaceId),
      updates.map(({ next }) => next.status),
      updates.map(({ statusCode }) => statusCode),
      updates.map(({ attemptNo }) => attemptNo),
      updates.map(({ outcome }) => outcome),
      updates.map((delivery) => waiting(delivery)?.delayMs ?? null),
      updates.map((delivery) => waiting(delivery)?.spent ?? null),
      shard,
      ...days.values,
    ],
  }
}

export interface StateChange extends EndpointHealth {
  endpointId: string
  consecutiveFailures: number
  openForMs: number | null
  pauseForMs: number | null
}

/** Stores the new state of endpoints. Run it after updateDeliveries: it reads which deliveries are left. */
export function updateStates(changes: readonly StateChange[]): Statement {
  return {
    name: 'result_update_states',
    text: `UPDATE endpoint_state s SET window_size = c.window_size, transport_failures = c.transport_failures,
        open_count = c.open_count, average_ms = c.average_ms, failure_rate = c.failure_rate,
        consecutive_failures = c.consecutive_failures,
        opened_at = CASE WHEN c.open_count = 0 THEN NULL ELSE coalesce(s.opened_at, plinth_now()) END,
        open_until = CASE WHEN c.open_count = 0 THEN NULL WHEN c.open_ms IS NULL THEN s.open_until
          ELSE plinth_now() + c.open_ms * interval '1 ms' END,
        paused_until = CASE WHEN c.pause_ms IS NULL THEN s.paused_until ELSE plinth_now() + c.pause_ms * interval '1 ms' END,
        next_due_at = ${nextDue({ windowSize: 'c.window_size', openCount: 'c.open_count' })},
        waiting_from = ${notedBefore}
      FROM unnest($1::text[], $2::int[], $3::int[], $4::int[], $5::real[], $6::real[], $7::int[], $8::bigint[], $9::bigint[])
        AS c (endpoint_id, window_size, transport_failures, open_count, average_ms, failure_rate, consecutive_failures, open_ms, pause_ms)
      WHERE s.endpoint_id = c.endpoint_id`,
    values: [
      changes.map(({ endpointId }) => endpointId),
      changes.map(({ windowSize }) => windowSize),
      changes.map(({ transportFailures }) => transportFailures),
      changes.map(({ openCount }) => openCount),
      changes.map(({ averageMs }) => averageMs),
      changes.map(({ failureRate }) => failureRate),
      changes.map(({ consecutiveFailures }) => consecutiveFailures),
      changes.map(({ openForMs }) => openForMs),
      changes.map(({ pauseForMs }) => pauseForMs),
    ],
  }
}
