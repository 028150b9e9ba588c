import { counter, durationBounds, histogram } from '@plinth/kit/metrics'
import type { Outcome } from '@plinth/kit/outbound-http'

export const deliveryDurations = histogram({
  name: 'plinth_webhook_delivery_duration_seconds',
  help: 'Attempts by outcome (ok, http, timeout, connect, dns, tls or blocked) and status class.',
  labels: ['outcome', 'status_class'],
  bounds: [...durationBounds, 15, 30, 60],
})

// Alerts divide failures by all attempts, and see no first one in a series that begins with it.
const firstShown: readonly (readonly [Outcome, string])[] = [
  ['ok', '2xx'],
  ...(['3xx', '4xx', '5xx'] as const).map((answer) => ['http', answer] as const),
  ...(['timeout', 'connect', 'dns', 'tls', 'blocked'] as const).map((outcome) => [outcome, 'none'] as const),
]

/** Shows the series of attempts, empty. */
export function showAttempts(): void {
  for (const [outcome, statusClass] of firstShown) deliveryDurations.begin(outcome, statusClass)
}

export const queueWaits = histogram({
  name: 'plinth_webhook_queue_wait_seconds',
  help: 'How long deliveries had been due when they were sent; attempt is first or again.',
  labels: ['attempt'],
  bounds: [...durationBounds, 30, 60, 300, 1_800],
})

export const resultsGivenUp = counter({
  name: 'plinth_webhook_results_given_up_total',
  help: 'Results that could not be written; their deliveries are sent again.',
  labels: [],
})

export const lostLeases = counter({
  name: 'plinth_webhook_leases_lost_total',
  help: 'Attempts whose dispatcher died or froze; their outcome is unknown and their deliveries are sent again.',
  labels: [],
})
