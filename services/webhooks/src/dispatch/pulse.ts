import type { Outcome } from '@plinth/kit/outbound-http'

/** How an endpoint has answered lately; kept in endpoint_state, shared by all dispatchers. */
export interface Pulse {
  /** Attempts in flight that it may have. */
  windowSize: number
  /** Exchanges without an answer, in a row. */
  transportFailures: number
  /** How often the breaker opened without an answer in between; above 0 it is open or probing. */
  openCount: number
  averageMs: number
  failureRate: number
}

export interface Beat {
  outcome: Outcome
  statusCode: number
  totalMs: number
}

export interface PulseLimits {
  windowMin: number
  windowMax: number
  /** 0 to 1. */
  random: number
  /** Is the breaker open at this moment? Then it does not open further. */
  isOpen: boolean
}

const opensAfter = 5
const openMs = 30_000
const openMaxMs = 600_000
const openJitter = 0.2
const weight = 0.2
// Far below what a decision asks for, and far above what a column of type real can hold.
const averageMin = 1e-6

/** The pulse after one more exchange, and for how long the breaker opens because of it. */
export function afterBeat(pulse: Pulse, beat: Beat, limits: PulseLimits): { pulse: Pulse; openForMs?: number } {
  // A refused address says nothing of the receiver's health.
  if (beat.outcome === 'blocked') return { pulse }
  const next = { ...pulse, ...window(pulse, beat, limits), ...averages(pulse, beat) }
  const hasAnswered = beat.outcome === 'ok' || beat.outcome === 'http'
  if (hasAnswered) return { pulse: { ...next, transportFailures: 0, openCount: 0 } }
  const transportFailures = pulse.transportFailures + 1
  if (transportFailures < opensAfter || limits.isOpen) return { pulse: { ...next, transportFailures } }
  const base = Math.min(openMs * 2 ** pulse.openCount, openMaxMs)
  const openForMs = Math.round(base * (1 + openJitter * (2 * limits.random - 1)))
  return { pulse: { ...next, transportFailures, openCount: pulse.openCount + 1 }, openForMs }
}

function window(pulse: Pulse, beat: Beat, { windowMin, windowMax }: PulseLimits): { windowSize: number } {
  const grown = beat.outcome === 'ok' ? pulse.windowSize + 1 : pulse.windowSize
  const isTooMuch = beat.outcome === 'timeout' || beat.statusCode === 429
  const wanted = isTooMuch ? Math.floor(grown / 2) : grown
  return { windowSize: Math.max(windowMin, Math.min(wanted, windowMax)) }
}

function averages(pulse: Pulse, beat: Beat): { averageMs: number; failureRate: number } {
  return {
    averageMs: average(pulse.averageMs, beat.totalMs),
    failureRate: average(pulse.failureRate, beat.outcome === 'ok' ? 0 : 1),
  }
}

// NOTE: without the bound it decays for ever, and PostgreSQL refuses a number that is too small for its column.
function average(before: number, value: number): number {
  const next = before + weight * (value - before)
  return next < averageMin ? 0 : next
}
