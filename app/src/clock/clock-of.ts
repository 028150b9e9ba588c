import { SystemClock } from '@plinth/kit/clock'
import { type Database, databaseTime } from '@plinth/kit/db'

/** The clock of a database server, for a command that ends soon. */
export async function clockOf(database: Database): Promise<SystemClock> {
  const clock = new SystemClock()
  const askedMs = performance.now()
  const time = await databaseTime(database)
  clock.follow({ time, askedMs, answeredMs: performance.now() })
  return clock
}
