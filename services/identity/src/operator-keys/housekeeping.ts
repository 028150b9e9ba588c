import { type Job, startJob } from '@plinth/kit/async/job'
import type { Database } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { endLongExpired, lockOperatorKeys } from './store.ts'

const everyMs = 3_600_000

/** Ends operator keys that expired over 30 days ago; until then lists show them. Any number of processes may run it. */
export function startOperatorKeySweep(database: Database, log: Logger): Job {
  return startJob({
    name: 'identity expired operator key sweep',
    everyMs,
    isAtOnce: true,
    run: () => sweepOperatorKeys(database),
    onFailure: (err) => log.warn({ err }, 'deleting long expired operator keys failed; retrying within a minute'),
  })
}

export function sweepOperatorKeys(database: Database): Promise<number> {
  return database.transaction(async (tx) => {
    await lockOperatorKeys(tx)
    return endLongExpired(tx)
  })
}
