import { type Database, setTestClock } from '@plinth/kit/db'
import { expireLeases } from '../src/dispatch/lease-expiry-store.ts'

/** The time of leases: it passes when a test lets it, and with PostgreSQL's clock besides. */
export function pollingClock(database: () => Database) {
  let passedMs = 0
  return {
    passedMs: () => passedMs,
    pass: async (seconds: number) => {
      passedMs += seconds * 1_000
      await setTestClock(database(), passedMs)
      await expireLeases(database(), 1_000, 0)
    },
  }
}
