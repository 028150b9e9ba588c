import { startJob } from '@plinth/kit/async/job'
import type { Clock } from '@plinth/kit/clock'
import { dayAfter, dayOf } from '@plinth/kit/days'
import type { Database } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { makePartitions } from './store.ts'

export interface Partitions {
  /** Resolves when the partitions of these days are there. */
  ensure(days: Iterable<string>): Promise<void>
  /** The partitions of these days were dropped: the next ensure makes them again. */
  forget(days: readonly string[]): void
  stop(): Promise<void>
}

const daysAhead = 3
const everyMs = 3_600_000
const rememberedMax = 1_000

/** The day partitions of events, deliveries and attempts: made ahead every hour, and on demand for any other day. */
export async function startPartitions(deps: { database: Database; clock: Clock; log: Logger }): Promise<Partitions> {
  const { database, clock, log } = deps
  const known = new Set<string>()

  async function ensure(days: Iterable<string>): Promise<void> {
    const unknown = [...new Set(days)].filter((day) => !known.has(day))
    if (unknown.length === 0) return
    await makePartitions(database, unknown)
    if (known.size > rememberedMax) known.clear()
    for (const day of unknown) known.add(day)
  }

  const ahead = () => {
    const today = dayOf(clock.now())
    return ensure(Array.from({ length: daysAhead + 1 }, (_, days) => dayAfter(today, days)))
  }
  await ahead()
  const making = startJob({
    name: 'webhooks partitions',
    everyMs,
    run: ahead,
    onFailure: (err, failures) =>
      log.warn({ err, failures }, 'making the partitions of the next days failed; retrying in a minute'),
  })
  const forget = (days: readonly string[]) => {
    for (const day of days) known.delete(day)
  }
  return { ensure, forget, stop: making.stop }
}
