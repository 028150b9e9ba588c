import type { Outcome } from '@plinth/kit/outbound-http'
import { afterNoAnswer, type CircuitBreaker, closed } from './circuit-breaker.ts'

/** How an endpoint answered lately; kept in endpoint_state, shared by all dispatchers. */
export interface EndpointHealth extends CircuitBreaker {
  /** Attempts that may be in flight to the endpoint. */
  windowSize: number
  averageMs: number
  failureRate: number
}

/** One attempt, as the health counts it. */
export interface Sample {
  outcome: Outcome
  statusCode: number
  totalMs: number
}

export interface HealthLimits {
  windowMin: number
  windowMax: number
  /** 0 to 1. */
  random: number
  /** Is the circuit breaker open at this moment? */
  isOpen: boolean
}

const weight = 0.2
// Far below any threshold of a decision, and far above the smallest number of a column of type real.
const averageMin = 1e-6

/** Returns the health after one more attempt, and for how long the circuit breaker opens with it. */
export function recordSample(
  health: EndpointHealth,
  sample: Sample,
  limits: HealthLimits,
): { health: EndpointHealth; openForMs?: number } {
  // A refused address says nothing about the receiver.
  if (sample.outcome === 'blocked') return { health }
  const next = { ...health, ...window(health, sample, limits), ...averages(health, sample) }
  const hasAnswered = sample.outcome === 'ok' || sample.outcome === 'http'
  if (hasAnswered) return { health: { ...next, ...closed } }
  const { openForMs, ...breaker } = afterNoAnswer(health, limits)
  return { health: { ...next, ...breaker }, ...(openForMs === undefined ? {} : { openForMs }) }
}

function window(
  health: EndpointHealth,
  sample: Sample,
  { windowMin, windowMax }: HealthLimits,
): { windowSize: number } {
  const grown = sample.outcome === 'ok' ? health.windowSize + 1 : health.windowSize
  const isTooMuch = sample.outcome === 'timeout' || sample.statusCode === 429
  const wanted = isTooMuch ? Math.floor(grown / 2) : grown
  return { windowSize: Math.max(windowMin, Math.min(wanted, windowMax)) }
}

function averages(health: EndpointHealth, sample: Sample): { averageMs: number; failureRate: number } {
  return {
    averageMs: average(health.averageMs, sample.totalMs),
    failureRate: average(health.failureRate, sample.outcome === 'ok' ? 0 : 1),
  }
}

// NOTE: without the bound it decays for ever, and PostgreSQL refuses a number that is too small for its column.
function average(before: number, value: number): number {
  const next = before + weight * (value - before)
  return next < averageMin ? 0 : next
}
