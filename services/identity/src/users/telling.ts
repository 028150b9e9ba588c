import type { Database, Tx } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { type Repeating, repeating } from '@plinth/kit/repeating'
import { userUpdated } from '../events.ts'
import { takeUntold } from './store.ts'

const everyMs = 10_000
const atOnceMax = 200

/** Tells of users whom the release before made, during an upgrade too. Any number of processes may. */
export function startTelling(database: Database, log: Logger): Repeating {
  const job = repeating({
    name: 'identity telling of users',
    everyMs,
    run: async () => {
      while (await database.transaction(tellUntold));
    },
    onFailure: (err, failures) =>
      log.warn({ err, failures }, 'publishing users of the previous release failed; retrying in 10 s'),
  })
  job.now()
  return job
}

/** True when there may be more. */
export async function tellUntold(tx: Tx): Promise<boolean> {
  const users = await takeUntold(tx, atOnceMax)
  for (const user of users) tx.emit(userUpdated(user, ''))
  return users.length === atOnceMax
}
