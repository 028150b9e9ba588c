import { type Database, dayPartitions, sqlState } from '@plinth/kit/db'
import { carryForward } from '../src/entitlements/sweep.ts'

export const ledgerDays = 400
const lockNotAvailable = '55P03'

/** Turns old records into sums. A day whose table writers hold for too long is left to the next round: that is at once. */
export async function carry(database: Database): Promise<void> {
  const partitions = dayPartitions(database, 'usage_record')
  for (;;) {
    try {
      return await carryForward({ database, partitions, ledgerDays })
    } catch (thrown) {
      if (sqlState(thrown) !== lockNotAvailable) throw thrown
    }
  }
}
