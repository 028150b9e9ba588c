import type { Clock } from '@plinth/kit/clock'
import type { Database } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { repeating } from '@plinth/kit/repeating'
import { dayAfter, dayOf } from '../partitions/days.ts'
import type { Partitions } from '../partitions/partitions.ts'
import { dropPartitionsBefore } from '../partitions/store.ts'
import { deleteReplaysBefore } from '../replays/store.ts'
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
const giveUpEveryMs = 30_000
const retainEveryMs = 3_600_000

/** What ends by time alone. Every process does it; two at once do no harm. */
export function startHousekeeping(deps: HousekeepingDeps): { stop(): Promise<void> } {
  const { database, log, shard } = deps
  const failed = (err: unknown) => log.warn({ err }, 'a housekeeping job failed and will run again')
  const giveUp = async () => {
    while ((await giveUpOverdue(database, shard)) > 0);
  }
  const jobs = [
    repeating(closeEveryMs, () => closeEndpoints(database, shard), failed),
    repeating(giveUpEveryMs, giveUp, failed),
    repeating(retainEveryMs, () => retain(deps), failed),
  ]
  return { stop: async () => void (await Promise.all(jobs.map((job) => job.stop()))) }
}

/** Unfinished deliveries of a day past its time end visibly; a day later its partitions go. */
export async function retain({ database, clock, partitions, retentionDays, shard }: HousekeepingDeps): Promise<void> {
  const firstKept = dayAfter(dayOf(clock.now()), -retentionDays)
  while ((await cancelBefore(database, firstKept, shard)) > 0);
  await deleteReplaysBefore(database, firstKept)
  partitions.forget(await dropPartitionsBefore(database, dayAfter(firstKept, -1)))
}
