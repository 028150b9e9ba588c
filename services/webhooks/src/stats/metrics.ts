import { cached } from '@plinth/kit/async/cached'
import type { Queryable } from '@plinth/kit/db'
import { gauge } from '@plinth/kit/metrics'
import type { DisabledReason } from '../endpoints/activation.ts'
import { readEndpointStates, readQueueLag, readTotals } from './store.ts'

// These figures are of the database, not of the process: every replica reports the same, so a dashboard takes the maximum.

const deliveries = gauge({
  name: 'plinth_webhook_deliveries',
  help: 'Deliveries of all workspaces: state accepted is counted on its own and equals the sum of the others.',
  labels: ['state'],
})
const queueLag = gauge({
  name: 'plinth_webhook_queue_lag_seconds',
  help: 'How long the longest-waiting endpoint has had a due delivery.',
  labels: [],
})
const endpoints = gauge({
  name: 'plinth_webhook_endpoints',
  help: 'Endpoints by state: active, suspended with their workspace, or disabled, and why.',
  labels: ['state', 'reason'],
})

const disabledReasons: Record<DisabledReason, true> = { by_request: true, gone: true, failures: true }
// Shown at 0 too: an alert compares with an hour ago, when there may have been none.
const kinds: readonly [state: string, reason: string][] = [
  ['active', ''],
  ['suspended', ''],
  ...Object.keys(disabledReasons).map((reason) => ['disabled', reason] as [string, string]),
]

/** Reports the deliveries and endpoints at every scrape, until the returned function is called. */
export function showStats(database: Queryable): () => void {
  const totals = cached(() => readTotals(database))
  // Rows that left the queue stay in its index while an old transaction runs: each count reads them.
  const lag = cached(() => readQueueLag(database))
  const states = cached(() => readEndpointStates(database))
  const ends = [
    deliveries.read(async () => Object.entries(await totals()).map(([state, value]) => ({ value, labels: [state] }))),
    queueLag.read(async () => [{ value: await lag(), labels: [] }]),
    endpoints.read(async () => {
      const found = await states()
      const none = kinds.filter(([state, reason]) => !found.some((one) => one.state === state && one.reason === reason))
      return [
        ...found.map(({ state, reason, count }) => ({ value: count, labels: [state, reason] as [string, string] })),
        ...none.map((labels) => ({ value: 0, labels })),
      ]
    }),
  ]
  return () => {
    for (const end of ends) end()
  }
}
