// Reconciliation reads only the records of the last days, however many a balance has: older ones have been added to the
// balance's opening, some days at a time.
import type { Clock } from '@plinth/kit/clock'
import type { Database } from '@plinth/kit/db'
import { fail } from '../../errors.ts'
import { hasMoreThan, rollUpDays, type Wanted } from './reconciliation-store.ts'

const quickMs = 100
const usual = { fewRecords: 10_000, patienceMs: 5_000 }

/** Rolls up when there are too many records for one sum. Throws when that takes longer than a call may; the next call goes on. */
export async function rollUp(
  { database, clock }: { database: Database; clock: Clock },
  wanted: Wanted,
  { fewRecords, patienceMs } = usual,
): Promise<void> {
  if (!(await hasMoreThan(database, wanted, fewRecords))) return
  const givesUpAtMs = clock.monotonicMs() + patienceMs
  for (let days = 1; ; ) {
    const beganMs = clock.monotonicMs()
    if (!(await database.transaction((tx) => rollUpDays(tx, wanted, days)))) return
    const endedMs = clock.monotonicMs()
    if (endedMs > givesUpAtMs) throw fail.stillAdding()
    if (endedMs - beganMs < quickMs) days *= 2
  }
}
