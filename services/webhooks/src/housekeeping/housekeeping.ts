import { everyStep } from '@plinth/kit/async/every-step'
import { type JobOptions, startJob } from '@plinth/kit/async/job'
import { whileMore } from '@plinth/kit/async/while-more'
import type { Clock } from '@plinth/kit/clock'
import { dayAfter } from '@plinth/kit/days'
import { type Database, databaseDay } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { deleteOldCounts } from '../attempt-counts/store.ts'
import type { Partitions } from '../partitions/partitions.ts'
import { dropPartitionsBefore, oldestDayLeft } from '../partitions/store.ts'
import { deleteKeysBefore, deleteQuotasBefore } from '../publishing/store.ts'
import { deleteReplaysBefore } from '../replays/store.ts'
import { compactCountsBefore } from './count-store.ts'
import { forgetEndpoints, forgetWorkspaces } from './deleted-store.ts'
import { cancelBefore, closeEndpoints, giveUpOverdue } from './endings-store.ts'

export interface HousekeepingDeps {
  database: Database
  clock: Clock
  log: Logger
  partitions: Partitions
  retentionDays: number
  shard: number
}

const closeEveryMs = 500
const lookEveryMs = 500
const giveUpEveryMs = 30_000
const retainEveryMs = 3_600_000
const retryAfterMs = 5_000
// A day that could not be dropped holds up others while it is tried.
const retainAgainMs = 60_000
// No query asks for the counts of one day: a day has its own rows only while most of its counts are made.
const countedDays = 2

/** Jobs that depend on time alone. Every process runs them; two at once do no harm. */
export function startHousekeeping(deps: HousekeepingDeps): { stop(): Promise<void> } {
  const { database, clock, log, shard } = deps
  const failed =
    (what: string, soon = 'within 5 s') =>
    (err: unknown, failures: number) =>
      log.error({ err, failures }, `${what} failed; retrying ${soon}`)
  const giveUp = (achieved: () => void) => whileMore(async () => (await giveUpOverdue(database, shard)) > 0, achieved)
  const jobs = [
    startJob({
      name: 'webhooks closing of endpoints',
      everyMs: closeEveryMs,
      run: () => closeEndpoints(database, shard),
      onFailure: failed('deleting the endpoints of deleted workspaces'),
    }),
    startJob({
      name: 'webhooks overdue deliveries',
      everyMs: lookEveryMs,
      run: everyMs(clock, giveUpEveryMs, giveUp),
      onFailure: failed('ending overdue deliveries'),
    }),
    startJob({
      name: 'webhooks retention',
      everyMs: lookEveryMs,
      run: everyMs(clock, retainEveryMs, (achieved) => retain(deps, achieved), retainAgainMs),
      onFailure: failed('dropping old deliveries', 'in a minute'),
    }),
  ]
  return { stop: async () => void (await Promise.all(jobs.map((job) => job.stop()))) }
}

/**
 * Runs the job at once, then at most every `ms` by the clock that tests may move. Between a failure and the next try it
 * rejects with that failure: the job is still behind.
 */
function everyMs(clock: Clock, ms: number, job: JobOptions['run'], againMs = retryAfterMs): JobOptions['run'] {
  let ranAtMs = Number.NEGATIVE_INFINITY
  let last: Promise<unknown> = Promise.resolve()
  let waitMs = ms
  return (achieved) => {
    const nowMs = clock.now().getTime()
    if (Math.abs(nowMs - ranAtMs) < waitMs) return last
    ;[ranAtMs, waitMs] = [nowMs, againMs]
    last = job(achieved).then(() => {
      waitMs = ms
    })
    return last
  }
}

/**
 * Ends the unfinished deliveries of a day that is no longer kept, and drops its partitions a day later; what was deleted before these
 * days follows. Totals stay.
 */
export async function retain(
  { database, partitions, retentionDays, shard }: HousekeepingDeps,
  achieved: () => void = () => undefined,
): Promise<void> {
  const day = await databaseDay(database)
  const firstKept = dayAfter(day, -retentionDays)
  const firstLeft = dayAfter(firstKept, -1)
  const all = (step: () => Promise<boolean>) => whileMore(step, achieved)
  await everyStep([
    () => all(async () => (await cancelBefore(database, firstKept, shard)) > 0),
    () => deleteReplaysBefore(database, firstKept),
    () => all(() => compactCountsBefore(database, dayAfter(day, -countedDays))),
    () => all(() => deleteOldCounts(database)),
    async () => partitions.forget(await dropPartitionsBefore(database, firstLeft)),
    async () => {
      // Also after a failed drop: an event that is left keeps its event_id, or a late repeat would be stored and sent again.
      const oldest = await oldestDayLeft(database, firstLeft)
      await all(() => deleteKeysBefore(database, oldest))
    },
    () => all(() => deleteQuotasBefore(database, day)),
    async () => {
      // A day for the clocks of publishers, whose events have the day of their IDs.
      const deletedBefore = dayAfter(await oldestDayLeft(database, firstLeft), -1)
      await all(() => forgetEndpoints(database, deletedBefore))
      await all(() => database.transaction((tx) => forgetWorkspaces(tx, dayAfter(deletedBefore, -1))))
    },
  ])
}
