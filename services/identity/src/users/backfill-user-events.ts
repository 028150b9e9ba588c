import { type Job, startJob } from '@plinth/kit/async/job'
import { whileMore } from '@plinth/kit/async/while-more'
import type { Database, Tx } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { userUpdated } from './events.ts'
import { takeUsersWithoutEvent } from './store.ts'

const everyMs = 10_000
const atOnceMax = 200

/** Emits an event for each user that the release before made without one, also during an upgrade. Any number of processes may run it. */
export function startBackfill(database: Database, log: Logger): Job {
  return startJob({
    name: 'identity telling of users',
    everyMs,
    isAtOnce: true,
    run: (achieved) => whileMore(() => database.transaction(backfillUserEvents), achieved),
    onFailure: (err, failures) =>
      log.warn({ err, failures }, 'publishing users of the previous release failed; retrying in 10 s'),
  })
}

/** Returns true when there may be more users. */
export async function backfillUserEvents(tx: Tx): Promise<boolean> {
  const users = await takeUsersWithoutEvent(tx, atOnceMax)
  for (const user of users) tx.emit(userUpdated(user, ''))
  return users.length === atOnceMax
}
