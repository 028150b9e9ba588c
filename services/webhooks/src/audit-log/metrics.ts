import { cached } from '@plinth/kit/async/cached'
import type { Queryable } from '@plinth/kit/db'
import { gauge } from '@plinth/kit/metrics'
import { countUnreported } from './head-store.ts'
import { readUnsealed } from './seal-store.ts'

// These figures are of the database, not of the process: every replica reports the same, so a dashboard takes the maximum.

const unsealed = gauge({
  name: 'plinth_audit_unsealed_entries',
  help: 'Entries of the audit log that wait for their seals, counted to 100,000.',
  labels: [],
})
const lag = gauge({
  name: 'plinth_audit_seal_lag_seconds',
  help: 'How long the first of these entries has waited.',
  labels: [],
})

const unreported = gauge({
  name: 'plinth_audit_unreported_heads',
  help: 'Heads of ended days that AUDIT_SEAL_URL has not accepted; without that setting, that were not logged.',
  labels: [],
})

/** Reports the work of the sealer at every scrape, until the returned function is called. */
export function showSealing(db: Queryable): () => void {
  const waiting = cached(() => readUnsealed(db))
  const ends = [
    unsealed.read(async () => [{ value: (await waiting()).count, labels: [] }]),
    unreported.read(async () => [{ value: await countUnreported(db), labels: [] }]),
    lag.read(async () => [{ value: (await waiting()).lagSeconds, labels: [] }]),
  ]
  return () => {
    for (const end of ends) end()
  }
}
