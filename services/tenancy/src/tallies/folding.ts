// Whoever writes adds a change in its own transaction and waits for nobody; of two that fold at once the second finds nothing.

import { type Repeating, repeating } from '@plinth/kit/async/repeating'
import type { Database } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { fold, isLong, tallies } from './store.ts'

const everyMs = 1_000
const usualRowsMax = 100

/** Keeps what a total is summed up from short. */
export const startFolding = ({ database, log }: { database: Database; log: Logger }): Repeating =>
  repeating({
    name: 'tenancy list totals',
    everyMs,
    run: () => foldTallies(database),
    onFailure: (err, failures) => log.warn({ err, failures }, 'compacting the totals of lists failed; retrying in 1 s'),
  })

/** One round of it; any number of processes may. */
export async function foldTallies(database: Database, rowsMax = usualRowsMax): Promise<void> {
  for (const tally of tallies) if (await isLong(database, tally, rowsMax)) await fold(database, tally)
}
