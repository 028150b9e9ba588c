/** The circuit breaker of an endpoint, kept in endpoint_state and shared by all dispatchers. */
export interface CircuitBreaker {
  /** Attempts without an answer in a row. */
  transportFailures: number
  /** How often the breaker opened without an answer in between; above 0 it is open, or probing with one attempt. */
  openCount: number
}

const opensAfter = 5
const openMs = 30_000
const openMaxMs = 600_000
const openJitter = 0.2

/** The breaker after an answer of any status. */
export const closed: CircuitBreaker = { transportFailures: 0, openCount: 0 }

/**
 * The breaker after an attempt without an answer. `openForMs` says for how long it opens with this attempt; a breaker that is
 * open now does not open further. `random` is 0 to 1.
 */
export function afterNoAnswer(
  breaker: CircuitBreaker,
  { isOpen, random }: { isOpen: boolean; random: number },
): CircuitBreaker & { openForMs?: number } {
  const transportFailures = breaker.transportFailures + 1
  if (transportFailures < opensAfter || isOpen) return { transportFailures, openCount: breaker.openCount }
  const base = Math.min(openMs * 2 ** breaker.openCount, openMaxMs)
  const openForMs = Math.round(base * (1 + openJitter * (2 * random - 1)))
  return { transportFailures, openCount: breaker.openCount + 1, openForMs }
}
