import { type Job, startJob } from '@plinth/kit/async/job'
import { whileMore } from '@plinth/kit/async/while-more'
import type { Database, QueueStart } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { freeDue, lapseStart } from '../balances/reserved-store.ts'

/** How often lapsed reservations are freed. */
export const sweepEveryMs = 1_000
const atOnceMax = 500

/** Frees reservations whose time is over. */
export function startReservationExpiry({ database, log }: { database: Database; log: Logger }): Job {
  const start = lapseStart()
  return startJob({
    name: 'tenancy lapsed reservations',
    kind: 'work',
    everyMs: sweepEveryMs,
    run: (achieved) => sweepReservations(database, achieved, start),
    onFailure: (err, failures) => log.warn({ err, failures }, 'releasing expired reservations failed; retrying in 1 s'),
  })
}

/** One run; any number of processes may run it at once. */
export async function sweepReservations(database: Database, achieved: () => void, start: QueueStart): Promise<void> {
  await whileMore(async () => {
    const isMore = await database.transaction((tx) => freeDue(tx, atOnceMax, start))
    await start.advance(database)
    return isMore
  }, achieved)
}
