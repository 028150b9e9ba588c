import { type Job, startJob } from '@plinth/kit/async/job'
import type { Database, QueueStart } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'

const everyMs = 500

export interface DueStartDeps {
  database: Database
  log: Logger
  /** Of the searches of a dispatcher (dueStart). */
  start: QueueStart
  /** The next search looks at all: let one come. */
  onAll: () => void
}

/** Learns where the searches for endpoints with due deliveries begin, apart from the claim cycles, of which there are hundreds a second. */
export const followDueStart = ({ database, log, start, onAll }: DueStartDeps): Job =>
  startJob({
    name: 'webhooks search for due endpoints',
    kind: 'work',
    everyMs,
    run: async () => {
      await start.advance(database)
      if (start.isAll) onAll()
    },
    onFailure: (err, failures) =>
      log.warn({ err, failures }, 'learning where the search for due endpoints begins failed; retrying in 500 ms'),
  })
