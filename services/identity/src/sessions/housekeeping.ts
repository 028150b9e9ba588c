import { type Job, startJob } from '@plinth/kit/async/job'
import type { Database } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { deleteOverLinks } from './link-store.ts'
import { deleteOverSessions } from './store.ts'

const everyMs = 60_000
const rowsOfStep = 1_000

/** Deletes expired sessions and sign-in links, 1,000 in a transaction. They are refused even before they are deleted. */
export function startSessionSweep(database: Database, log: Logger): Job {
  return startJob({
    name: 'identity session sweep',
    everyMs,
    run: (achieved) => sweepSessions(database, achieved),
    onFailure: (err) => log.warn({ err }, 'deleting ended sessions failed; retrying within a minute'),
  })
}

export async function sweepSessions(database: Database, achieved: () => void, step = rowsOfStep): Promise<void> {
  for (const deleteOver of [deleteOverSessions, deleteOverLinks])
    while ((await deleteOver(database, step)) === step) achieved()
}
