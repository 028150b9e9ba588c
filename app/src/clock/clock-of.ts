import { SystemClock } from '@plinth/kit/clock'
import { type Database, databaseTime } from '@plinth/kit/db'

/** The clock of a database server, for a command that ends soon. `aheadMs`: how far the machine's is ahead of it. */
export async function clockOf(database: Database): Promise<{ clock: SystemClock; aheadMs: number }> {
  const clock = new SystemClock()
  return { clock, aheadMs: (await clock.follow(() => databaseTime(database))) ?? 0 }
}
