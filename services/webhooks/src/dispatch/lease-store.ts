import { QueueStart, type Statement, type Tx } from '@plinth/kit/db'
import { arraysOf } from '@plinth/kit/db/rows'
import { dueAndWaitingFrom, lockEndpointStates, refreshDue } from '../delivery-queue/endpoint-state-store.ts'
import { plannedAnew } from '../delivery-queue/planner-settings.ts'
import { forgetWaitingFrom, leasedSince, waitingFrom } from '../delivery-queue/waiting-from.ts'
import type { StoredHeaders } from '../endpoints/custom-headers.ts'
import type { PayloadForm } from '../endpoints/payload-form.ts'
import { type Allotment, type Candidate, isInSlowLane } from './allotment.ts'

/** A delivery that this dispatcher has leased: its result counts only while leaseToken is still stored. */
export interface Claim {
  deliveryId: string
  eventDay: string
  eventId: string
  eventType: string
  endpointId: string
  payload: Buffer
  /** Trace context of the request that caused the event; empty without one. */
  traceparent: string
  trigger: string
  attemptNo: number
  spent: number
  previousOutcome: string
  /** Empty: it goes in no order. */
  orderingKey: string
  leaseToken: string
  /** How long the delivery had been due. */
  waitMs: number
}

/** The data needed to send to an endpoint. */
export interface Destination extends StoredHeaders {
  endpointId: string
  url: string
  payloadForm: PayloadForm
  retryScheduleSeconds: readonly number[]
  sealedSecret: Buffer
  /** While its grace runs. */
  sealedPreviousSecret: Buffer | null
}

export type CandidateRow = Candidate &
  Destination & {
    isActive: boolean
    isDeleted: boolean
    /** None of its deliveries waits that was due before. */
    waitingFrom: string
  }

/** Lanes and hosts without a free slot: their endpoints are skipped, else they would block the front of the queue. */
export interface FullLanes {
  isSlowLaneFull: boolean
  /** Destination hosts whose slots are all taken. */
  hosts: readonly string[]
}

/** A row for each candidate, or one without; each says how many endpoints have due deliveries, the locked ones included. */
type SelectedRow = (CandidateRow | { endpointId: null }) & { dueCount: number }

/**
 * Where the search for endpoints with due deliveries begins. What a process of the release before, or a transaction of more than half a
 * minute, has left before it is found within ten seconds.
 */
export const dueStart = (): QueueStart =>
  new QueueStart({ table: 'endpoint_state', column: 'turn_at', where: 'turn_at IS NOT NULL', allEvery: 20 })

/**
 * Endpoints with due deliveries, the longest-waiting first; locks their rows and skips rows that are locked. The cost grows
 * with endpoints, not with their deliveries. May travel with BEGIN: the statement takes locks but writes nothing.
 */
export function selectCandidates(endpointsMax: number, full: FullLanes, start: QueueStart): Statement {
  const isDue = `${start.condition} AND s.turn_at <= plinth_now() AND NOT ($3 AND ${isInSlowLane})`
  return {
    name: 'turn_select',
    // The host is a column of the other table: read for each row that is counted only while a host is full.
    text: `SELECT due.count AS "dueCount", candidate.* FROM (SELECT count(*)::int FROM (
        SELECT FROM endpoint_state s WHERE ${isDue}
          AND (cardinality($4::text[]) = 0 OR (SELECT e.host FROM endpoint e WHERE e.id = s.endpoint_id) <> ALL ($4))
        LIMIT $2) AS present) AS due
      LEFT JOIN LATERAL (
        SELECT s.endpoint_id AS "endpointId", e.host, s.window_size AS "windowSize", s.open_count > 0 AS "isProbing",
          s.average_ms::float8 AS "averageMs", s.failure_rate::float8 AS "failureRate",
          (SELECT count(*)::int FROM delivery_due l WHERE ${leasedSince('plinth_now()')}) AS live,
          (${waitingFrom})::text AS "waitingFrom",
          e.is_active AND e.suspended_at IS NULL AS "isActive", e.deleted_at IS NOT NULL AS "isDeleted", e.url, e.headers,
          e.payload AS "payloadForm", e.sealed_headers AS "sealedHeaders", e.retry_schedule_seconds AS "retryScheduleSeconds", e.sealed_secret AS "sealedSecret",
          CASE WHEN e.previous_secret_until > plinth_now() THEN e.sealed_previous_secret END AS "sealedPreviousSecret",
          e.rate_per_second AS "perSecond",
          coalesce(extract(epoch FROM s.tokens_full_at - plinth_now()) * 1000000, 0)::float8 AS "fullInUs"
        FROM endpoint_state s JOIN endpoint e ON e.id = s.endpoint_id
        WHERE ${isDue} AND e.host <> ALL ($4)
        ORDER BY s.last_turn_at LIMIT $2 FOR UPDATE OF s SKIP LOCKED
      ) AS candidate ON true`,
    values: [start.from, endpointsMax, full.isSlowLaneFull, full.hosts],
  }
}

/** The candidates in the rows of selectCandidates. */
export function candidatesIn(rows: readonly object[]): { candidates: CandidateRow[]; dueCount: number } {
  // The columns are those that selectCandidates names.
  const selected = rows as readonly SelectedRow[]
  const candidates = selected.filter((row): row is CandidateRow & { dueCount: number } => row.endpointId !== null)
  return { candidates, dueCount: selected[0]?.dueCount ?? 0 }
}

/**
 * Leases the allotted number of deliveries of each endpoint, the longest due first, until their payloads have `bytesMax` bytes; the
 * first whatever its size.
 */
export async function leaseDeliveries(
  tx: Tx,
  allotments: readonly (Allotment & Pick<CandidateRow, 'waitingFrom'>)[],
  { leaseMs, bytesMax }: { leaseMs: number; bytesMax: number },
): Promise<Claim[]> {
  return tx.query<Claim>({
    name: 'turn_claim',
    // By ANY of an array, and events row by row (OFFSET 0 keeps it so): joins would let the planner, which cannot know
    // how few rows there are, read the whole queue or all events.
    text: `WITH due AS (
        SELECT allotted.place, due.* FROM unnest($1::text[], $2::int[], $5::timestamptz[]) WITH ORDINALITY
          AS allotted (endpoint_id, count, waiting_from, place)
        CROSS JOIN LATERAL (
          SELECT w.delivery_id, w.event_day, w.event_id, w.next_at FROM delivery_due w
          WHERE w.endpoint_id = allotted.endpoint_id AND w.lease_token IS NULL AND w.held_at IS NULL
            AND w.next_at >= allotted.waiting_from AND w.next_at <= plinth_now()
          ORDER BY w.next_at LIMIT allotted.count FOR UPDATE SKIP LOCKED
        ) due
      ), sized AS (
        SELECT due.delivery_id, sum(e.bytes) OVER (ORDER BY due.place, due.next_at, due.delivery_id) - e.bytes AS bytes_before
        FROM due CROSS JOIN LATERAL (
          SELECT octet_length(payload) AS bytes FROM event WHERE event_day = due.event_day AND id = due.event_id OFFSET 0
        ) e
      ), claimed AS (
        UPDATE delivery_due d SET attempt_no = d.attempt_no + 1, lease_token = gen_random_uuid(),
          lease_until = plinth_now() + $3 * interval '1 ms'
        WHERE d.delivery_id = ANY (ARRAY(SELECT delivery_id FROM sized WHERE bytes_before < $4))
        RETURNING d.*
      )
      SELECT d.delivery_id AS "deliveryId", d.event_day AS "eventDay", d.event_id AS "eventId", e.type AS "eventType",
        e.traceparent, d.endpoint_id AS "endpointId", e.payload, d.trigger, d.attempt_no AS "attemptNo", d.spent,
        d.previous_outcome AS "previousOutcome", d.ordering_key AS "orderingKey", d.lease_token AS "leaseToken",
        least(extract(epoch FROM plinth_now() - d.next_at) * 1000, 2147483647)::int AS "waitMs"
      FROM claimed d CROSS JOIN LATERAL (
        SELECT type, payload, traceparent FROM event WHERE event_day = d.event_day AND id = d.event_id OFFSET 0
      ) e`,
    values: [...arraysOf(allotments, 'endpointId count'), leaseMs, bytesMax, ...arraysOf(allotments, 'waitingFrom')],
  })
}

/** With COMMIT: puts these endpoints behind the others in the queue. */
export function requeueEndpoints(tx: Tx, endpointIds: readonly string[]): void {
  tx.atCommit({
    name: 'turn_end',
    text: `UPDATE endpoint_state s SET last_turn_at = plinth_now(), ${dueAndWaitingFrom} WHERE s.endpoint_id = ANY ($1)`,
    values: [endpointIds],
  })
}

/** Returns unused leases: the deliveries are as if they had never been leased. */
export async function returnLeases(tx: Tx, claims: readonly Claim[]): Promise<void> {
  const endpointIds = [...new Set(claims.map(({ endpointId }) => endpointId))]
  await tx.query(lockEndpointStates(endpointIds))
  await tx.query(forgetWaitingFrom(endpointIds))
  await tx.query(
    plannedAnew({
      text: `UPDATE delivery_due d SET attempt_no = d.attempt_no - 1, lease_token = NULL, lease_until = NULL
      FROM unnest($1::text[], $2::uuid[]) AS back (delivery_id, lease_token)
      WHERE d.delivery_id = back.delivery_id AND d.lease_token = back.lease_token`,
      values: [claims.map(({ deliveryId }) => deliveryId), claims.map(({ leaseToken }) => leaseToken)],
    }),
  )
  await tx.query(refreshDue(endpointIds))
}

/** Gives the endpoint no turn for so long, at any dispatcher. Its row is locked. */
export async function pauseEndpoint(tx: Tx, endpointId: string, pauseMs: number): Promise<void> {
  await tx.query({
    name: 'endpoint_pause',
    text: `UPDATE endpoint_state SET paused_until = greatest(paused_until, plinth_now() + $2 * interval '1 ms')
      WHERE endpoint_id = $1`,
    values: [endpointId, pauseMs],
  })
}
