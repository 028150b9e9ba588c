import { type Job, startJob } from '@plinth/kit/async/job'
import { whileMore } from '@plinth/kit/async/while-more'
import type { Clock } from '@plinth/kit/clock'
import type { Database, Tx } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { system } from '../actor.ts'
import { endDueBoosts } from '../boosts/verbs.ts'
import { endDuePackages } from '../packages/verbs.ts'

const everyMs = 1_000
const atOnceMax = 100

export interface ExpiryDeps {
  database: Database
  clock: Clock
  log: Logger
}

/** Ends expired packages and boosts. Safe to run in several processes: each takes rows that no other has locked. */
export function startExpiry(deps: ExpiryDeps): Job {
  return startJob({
    name: 'tenancy plan expiry',
    kind: 'work',
    everyMs,
    run: (achieved) => endWhatIsOver(deps, achieved),
    onFailure: (err, failures) =>
      deps.log.warn({ err, failures }, 'publishing ended packages and boosts failed; retrying in 1 s'),
  })
}

/** Runs the job once. */
export async function endWhatIsOver(
  { database, clock }: Omit<ExpiryDeps, 'log'>,
  achieved: () => void = () => undefined,
): Promise<void> {
  const change = { actor: system, clock }
  const jobs: ((tx: Tx) => Promise<boolean>)[] = [
    (tx) => endDuePackages(tx, change, atOnceMax),
    (tx) => endDueBoosts(tx, change, atOnceMax),
  ]
  for (const job of jobs) await whileMore(() => database.transaction(job), achieved)
}
