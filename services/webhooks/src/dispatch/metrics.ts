import { counter, durationBounds, histogram } from '@plinth/kit/metrics'

export const deliveryDurations = histogram({
  name: 'plinth_webhook_delivery_duration_seconds',
  help: 'Attempts by outcome (ok, http, timeout, connect, dns, tls or blocked) and status class.',
  labels: ['outcome', 'status_class'],
  bounds: [...durationBounds, 15, 30, 60],
})

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
