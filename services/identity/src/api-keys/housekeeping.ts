import { type Job, startJob } from '@plinth/kit/async/job'
import type { Database } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { deleteLongExpired } from './store.ts'

const everyMs = 60_000
// Without an index by expiry the sweep walks the table by ID: a million keys in ten rounds.
const keysOfStep = 10_000
const stepsOfRound = 10

/** Deletes API keys that expired over 30 days ago; until then lists show them. Any number of processes may run it. */
export function startExpirySweep(database: Database, log: Logger): Job {
  let after = ''
  return startJob({
    name: 'identity expired key sweep',
    everyMs,
    run: async (achieved) => {
      after = await sweepExpiredKeys(database, after, achieved)
    },
    onFailure: (err) => log.warn({ err }, 'deleting long expired keys failed; retrying within a minute'),
  })
}

/** Looks at the keys of one round, `step` in a statement. Returns the ID after which the next round begins; '' from the beginning. */
export async function sweepExpiredKeys(
  database: Database,
  after: string,
  achieved: () => void,
  step = keysOfStep,
): Promise<string> {
  let last = after
  for (let steps = 0; steps < stepsOfRound; steps++) {
    const next = await deleteLongExpired(database, last, step)
    if (next === undefined) return ''
    last = next
    achieved()
  }
  return last
}
