import { SystemClock } from '@plinth/kit/clock'
import { type Database, databaseTime } from '@plinth/kit/db'

/** Reads the clock of a database server once, for a command that ends soon. `aheadMs`: how far the machine's is ahead of it. */
export async function clockOf(database: Database): Promise<{ clock: SystemClock; aheadMs: number }> {
  const clock = new SystemClock()
  const askedMs = performance.now()
  const time = await databaseTime(database)
  return { clock, aheadMs: clock.follow({ time, askedMs, answeredMs: performance.now() }) }
}
