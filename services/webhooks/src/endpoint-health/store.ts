import type { Queryable } from '@plinth/kit/db'
import { type AttemptCounts, added, successRate } from '../attempt-counts/attempt-counts.ts'
import { quantileMs } from '../attempt-counts/latency.ts'
import { findLastHour } from '../attempt-counts/store.ts'
import { type EndpointHealth, healthStateOf } from './health-state.ts'

const countedMax = 1_000

interface StateRow extends Pick<EndpointHealth, 'openUntil' | 'inFlight' | 'window' | 'due' | 'held' | 'oldestDueAt'> {
  id: string
  isActive: boolean
  isSuspended: boolean
  openCount: number
  failureRate: number
  averageMs: number
  consecutiveFailures: number
}

/** The health of these endpoints, by id. Run it under plannerSettings: a backlog would else be read as a whole. */
export async function findHealth(db: Queryable, endpointIds: readonly string[]): Promise<Map<string, EndpointHealth>> {
  const [states, minutes] = await Promise.all([findStates(db, endpointIds), findLastHour(db, endpointIds)])
  const counts = new Map<string, AttemptCounts>()
  for (const minute of minutes) {
    const before = counts.get(minute.endpointId)
    counts.set(minute.endpointId, before === undefined ? minute : added(before, minute))
  }
  return new Map(states.map((row) => [row.id, healthOf(row, counts.get(row.id))]))
}

function healthOf(
  { openUntil, inFlight, window, due, held, oldestDueAt, ...facts }: StateRow,
  counts?: AttemptCounts,
): EndpointHealth {
  return {
    ...{ state: healthStateOf(facts), openUntil, inFlight, window, due, held, oldestDueAt },
    successRate: (counts && successRate(counts)) ?? null,
    p95Ms: (counts && quantileMs(counts.latency, 0.95)) ?? null,
  }
}

function findStates(db: Queryable, endpointIds: readonly string[]): Promise<StateRow[]> {
  const counted = (where: string) =>
    `(SELECT count(*)::int FROM (SELECT FROM delivery_due q WHERE q.endpoint_id = e.id AND ${where} LIMIT ${countedMax}) AS counted)`
  const isDue = 'q.lease_token IS NULL AND q.held_at IS NULL AND q.next_at <= plinth_now()'
  return db.query<StateRow>({
    name: 'endpoint_health',
    text: `SELECT e.id, e.is_active AS "isActive", e.suspended_at IS NOT NULL AS "isSuspended", s.open_count AS "openCount",
        s.failure_rate::float8 AS "failureRate", s.average_ms::float8 AS "averageMs", s.consecutive_failures AS "consecutiveFailures",
        CASE WHEN s.open_until > plinth_now() THEN s.open_until END AS "openUntil", s.window_size AS window,
        ${counted('q.lease_token IS NOT NULL')} AS "inFlight", ${counted(isDue)} AS due,
        ${counted('(q.held_at IS NOT NULL) IS TRUE')} AS held,
        (SELECT q.next_at FROM delivery_due q WHERE q.endpoint_id = e.id AND ${isDue} ORDER BY q.next_at LIMIT 1) AS "oldestDueAt"
      FROM endpoint e JOIN endpoint_state s ON s.endpoint_id = e.id WHERE e.id = ANY ($1)`,
    values: [endpointIds],
  })
}
