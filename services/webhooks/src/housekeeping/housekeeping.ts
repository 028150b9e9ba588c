import type { Clock } from '@plinth/kit/clock'
import { type Database, databaseDay } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { repeating } from '@plinth/kit/repeating'
import { dayAfter } from '../partitions/days.ts'
import type { Partitions } from '../partitions/partitions.ts'
import { dropPartitionsBefore } from '../partitions/store.ts'
import { deleteReplaysBefore } from '../replays/store.ts'
import { foldCountsBefore } from './count-store.ts'
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
// Nothing asks for the counts of a day: it has rows of its own only while most of what it counts happens.
const countedDays = 2

/** What ends by time alone. Every process does it; two at once do no harm. */
export function startHousekeeping(deps: HousekeepingDeps): { stop(): Promise<void> } {
  const { database, clock, log, shard } = deps
  const failed = (err: unknown) => log.warn({ err }, 'a housekeeping job failed and will run again')
  const giveUp = async () => {
    while ((await giveUpOverdue(database, shard)) > 0);
  }
  const jobs = [
    repeating(closeEveryMs, () => closeEndpoints(database, shard), failed),
    repeating(lookEveryMs, everyMs(clock, giveUpEveryMs, giveUp), failed),
    repeating(
      lookEveryMs,
      everyMs(clock, retainEveryMs, () => retain(deps)),
      failed,
    ),
  ]
  return { stop: async () => void (await Promise.all(jobs.map((job) => job.stop()))) }
}

/** By the clock that tests may move, like everything these jobs look at; for the first time at once. */
function everyMs(clock: Clock, ms: number, job: () => Promise<void>): () => Promise<void> {
  let doneAtMs = Number.NEGATIVE_INFINITY
  return async () => {
    const nowMs = clock.now().getTime()
    if (Math.abs(nowMs - doneAtMs) < ms) return
    await job()
    doneAtMs = nowMs
  }
}

/** Unfinished deliveries of a day past its time end visibly; a day later its partitions go. Counters stay, as one row of a workspace. */
export async function retain({ database, partitions, retentionDays, shard }: HousekeepingDeps): Promise<void> {
  const day = await databaseDay(database)
  const firstKept = dayAfter(day, -retentionDays)
  while ((await cancelBefore(database, firstKept, shard)) > 0);
  await deleteReplaysBefore(database, firstKept)
  while (await foldCountsBefore(database, dayAfter(day, -countedDays)));
  partitions.forget(await dropPartitionsBefore(database, dayAfter(firstKept, -1)))
}
