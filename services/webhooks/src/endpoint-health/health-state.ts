/** States of an endpoint as the console shows them; the first that holds, in this order. */
export const healthStates = ['disabled', 'open', 'failing', 'slow', 'healthy'] as const
export type HealthState = (typeof healthStates)[number]

/** How an endpoint does now. */
export interface EndpointHealth {
  state: HealthState
  /** Until then nothing is sent to it; null unless the circuit breaker is open. */
  openUntil: Date | null
  inFlight: number
  /** Deliveries that may be in flight. */
  window: number
  /** Deliveries that could be sent now, and those that are held; counted to 1,000 only. */
  due: number
  held: number
  /** When the delivery that waits longest was due; null when none is. */
  oldestDueAt: Date | null
  /** Of the last hour; null without attempts. */
  successRate: number | null
  p95Ms: number | null
}

export interface HealthFacts {
  isActive: boolean
  /** The workspace is suspended. */
  isSuspended: boolean
  /** Above 0: the circuit breaker is open, or probes. */
  openCount: number
  /** Moving averages over the last attempts: the share without a 2xx, 0 to 1, and the time of an answer. */
  failureRate: number
  averageMs: number
  /** Deliveries that failed for good, one after the other. */
  consecutiveFailures: number
}

/** The dispatcher's own limits: endpoints beyond them share a small part of its slots. */
export const slowAverageMs = 2_000
export const failingRate = 0.5
const failuresInARow = 3

/** The state of an endpoint, from what the dispatcher knows of it. */
export function healthStateOf(facts: HealthFacts): HealthState {
  if (!facts.isActive || facts.isSuspended) return 'disabled'
  if (facts.openCount > 0) return 'open'
  if (facts.failureRate > failingRate || facts.consecutiveFailures >= failuresInARow) return 'failing'
  return facts.averageMs > slowAverageMs ? 'slow' : 'healthy'
}

// The first that holds, in the order of the states; an endpoint of which none holds is healthy.
const conditions: Readonly<Partial<Record<HealthState, string>>> = {
  disabled: 'NOT e.is_active OR e.suspended_at IS NOT NULL',
  open: 's.open_count > 0',
  failing: `s.failure_rate > ${failingRate} OR s.consecutive_failures >= ${failuresInARow}`,
  slow: `s.average_ms > ${slowAverageMs}`,
}

/** SQL for the same state of endpoint `e` with endpoint_state `s`. */
export const healthStateSql = `CASE ${Object.entries(conditions)
  .map(([state, holds]) => `WHEN ${holds} THEN '${state}'`)
  .join(' ')} ELSE 'healthy' END`

/** SQL for whether that is this state. Its parts are columns, of which PostgreSQL knows how rare they are; of a CASE it does not. */
export function isInHealthState(state: HealthState): string {
  const before = healthStates.slice(0, healthStates.indexOf(state)).map((one) => `NOT (${conditions[one]})`)
  return [...before, `(${conditions[state] ?? 'true'})`].join(' AND ')
}
