import type { Clock } from '@plinth/kit/clock'
import type { Database } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { dayAfter, dayOf } from '../partitions/days.ts'
import type { Partitions } from '../partitions/partitions.ts'
import { dropPartitionsBefore } from '../partitions/store.ts'
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
  const jobs = [
    repeat(closeEveryMs, log, () => closeEndpoints(database, shard)),
    repeat(giveUpEveryMs, log, async () => {
      while ((await giveUpOverdue(database, shard)) > 0);
    }),
    repeat(retainEveryMs, log, () => retain(deps)),
  ]
  return { stop: async () => void (await Promise.all(jobs.map((stop) => stop()))) }
}

/** Unfinished deliveries of a day past its time end visibly; a day later its partitions go. */
export async function retain({ database, clock, partitions, retentionDays, shard }: HousekeepingDeps): Promise<void> {
  const firstKept = dayAfter(dayOf(clock.now()), -retentionDays)
  while ((await cancelBefore(database, firstKept, shard)) > 0);
  partitions.forget(await dropPartitionsBefore(database, dayAfter(firstKept, -1)))
}

/** Runs a job again and again, never beside itself; what it answers waits for the run in progress and ends it. */
function repeat(everyMs: number, log: Logger, job: () => Promise<void>): () => Promise<void> {
  let isStopped = false
  let running = Promise.resolve()
  let timer: NodeJS.Timeout
  const next = () => {
    timer = setTimeout(() => {
      running = job()
        .catch((err: unknown) => log.warn({ err }, 'a housekeeping job failed and will run again'))
        .then(() => {
          if (!isStopped) next()
        })
    }, everyMs)
  }
  next()
  return async () => {
    isStopped = true
    clearTimeout(timer)
    await running
  }
}
