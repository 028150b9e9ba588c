// Counts are kept in memory and added to the stored ones every few seconds, so that no attempt waits for them: a process that is
// killed loses its last ones, and one whose COMMIT had no answer may add some twice. The attempts themselves are exact.

import { startJob } from '@plinth/kit/async/job'
import type { Database } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import type { Outcome } from '@plinth/kit/outbound-http'
import { type AttemptCounts, added, addTo, countsOf, type OpenCounts, startOf, widths } from './attempt-counts.ts'
import { addCounts, type CountRow } from './store.ts'

export interface CountedAttempt {
  endpointId: string
  startedAt: Date
  outcome: Outcome
  totalMs: number
}

export interface AttemptRecorder {
  count(attempt: CountedAttempt): void
  /** Stores what is left. */
  stop(): Promise<void>
}

type OpenRow = CountRow & OpenCounts

const rowsMax = 1_000
// Endpoints times minutes: those of a database that is away for long, or of very many endpoints.
const entriesMax = 20_000

export function startAttemptRecorder(deps: { database: Database; log: Logger; everyMs: number }): AttemptRecorder {
  const { database, log, everyMs } = deps
  let waiting = new Map<string, OpenRow>()
  let lost = 0

  function add(row: OpenRow): void {
    const key = `${row.endpointId} ${row.at.getTime()}`
    const before = waiting.get(key)
    if (before !== undefined) addTo(before, row)
    else if (waiting.size >= entriesMax) lost++
    else waiting.set(key, row)
  }

  async function store(): Promise<void> {
    const minutes = [...waiting.values()]
    waiting = new Map()
    if (lost > 0)
      log.warn({ attempts: lost }, 'too many endpoints were sent to at once; attempts are missing in their series')
    lost = 0
    // An endpoint's rows stay in one transaction.
    for (let at = 0; at < minutes.length; at += rowsMax) {
      try {
        await database.query(addCounts(withWiderBuckets(minutes.slice(at, at + rowsMax))))
      } catch (err) {
        for (const row of minutes.slice(at)) add(row)
        throw err
      }
    }
  }

  const job = startJob({
    name: 'webhooks attempt counts',
    everyMs,
    run: store,
    onFailure: (err, failures) =>
      log.warn({ err, failures }, 'storing counts of attempts failed; retrying in a minute'),
  })
  return {
    count: ({ endpointId, startedAt, ...attempt }) =>
      add({ endpointId, width: 'minute', at: startOf(startedAt, 'minute'), ...countsOf(attempt) }),
    stop: async () => {
      await job.stop()
      await store().catch((err: unknown) =>
        log.warn({ err }, 'storing the last counts of attempts failed; they are lost'),
      )
    },
  }
}

/** The rows of minutes, and the same counts by hour and by day. */
function withWiderBuckets(minutes: readonly CountRow[]): CountRow[] {
  const rows = new Map<string, CountRow>()
  for (const minute of minutes) {
    for (const width of widths) {
      const at = startOf(minute.at, width)
      const key = `${minute.endpointId} ${width} ${at.getTime()}`
      const before = rows.get(key)
      rows.set(key, before === undefined ? { ...minute, width, at } : { ...before, ...added(before, minute) })
    }
  }
  return [...rows.values()].map((row) => ({ ...row, ...added(row, nothing) }))
}

const nothing: AttemptCounts = { ok: 0, failed: 0, timedOut: 0, refused: 0, latency: [] }
