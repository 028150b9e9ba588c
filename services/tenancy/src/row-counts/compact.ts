// Each write adds a change in its own transaction and waits for no other; of two compactions at once the second finds nothing.

import { type Job, startJob } from '@plinth/kit/async/job'
import type { Database } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { compact, isLong, rowCounts } from './store.ts'

const everyMs = 1_000
const usualRowsMax = 100

/** Keeps short the tables of changes that totals of lists are summed up from. */
export const startCompaction = ({ database, log }: { database: Database; log: Logger }): Job =>
  startJob({
    name: 'tenancy list totals',
    everyMs,
    run: () => compactRowCounts(database),
    onFailure: (err, failures) => log.warn({ err, failures }, 'compacting the totals of lists failed; retrying in 1 s'),
  })

/** Runs once. Safe to run in several processes at once. */
export async function compactRowCounts(database: Database, rowsMax = usualRowsMax): Promise<void> {
  for (const counts of rowCounts) if (await isLong(database, counts, rowsMax)) await compact(database, counts)
}
