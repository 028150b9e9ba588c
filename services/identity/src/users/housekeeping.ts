import { type Job, startJob } from '@plinth/kit/async/job'
import type { Database } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { deleteOverVerifications } from './verification-store.ts'

const everyMs = 3_600_000
const rowsOfStep = 1_000

/** Deletes expired tokens with the addresses that they were sent to. They are refused even before they are deleted. Any number of processes may run it. */
export function startVerificationSweep(database: Database, log: Logger): Job {
  return startJob({
    name: 'identity email verification sweep',
    everyMs,
    isAtOnce: true,
    run: (achieved) => sweepVerifications(database, achieved),
    onFailure: (err) => log.warn({ err }, 'deleting expired email verifications failed; retrying within a minute'),
  })
}

export async function sweepVerifications(database: Database, achieved: () => void, step = rowsOfStep): Promise<void> {
  while ((await deleteOverVerifications(database, step)) === step) achieved()
}
