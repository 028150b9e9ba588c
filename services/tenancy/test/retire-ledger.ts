import { type Database, dayPartitions, sqlState } from '@plinth/kit/db'
import { retireLedger } from '../src/entitlements/ledger/retention.ts'

export const ledgerDays = 400
const lockNotAvailable = '55P03'

/** Returns true if a lock was not free in time. */
export const isHeldUp = (thrown: unknown): boolean =>
  thrown instanceof Error && sqlState(thrown.cause) === lockNotAvailable

/** Rolls old records up and deletes them. A day whose table is locked for too long is left to the next run, which is at once. */
export async function retire(database: Database): Promise<void> {
  const partitions = dayPartitions(database, 'usage_record')
  for (;;) {
    try {
      return await retireLedger({ database, partitions, ledgerDays })
    } catch (thrown) {
      if (!isHeldUp(thrown)) throw thrown
    }
  }
}
