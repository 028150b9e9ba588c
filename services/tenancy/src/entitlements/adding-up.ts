// However many records a balance has, a proof reads the last days' and no more: those before have been added up, some days
// at a time, and stay so.
import type { Clock } from '@plinth/kit/clock'
import type { Database } from '@plinth/kit/db'
import { fail } from '../errors.ts'
import { addDays, areMoreThan, type Wanted } from './proof-store.ts'

const quickMs = 100
const usual = { fewRecords: 10_000, patienceMs: 5_000 }

/** Adds up what is too much for one sum. Throws when that takes longer than a call may, or another is at it; the next one goes on. */
export async function addUp(
  { database, clock }: { database: Database; clock: Clock },
  wanted: Wanted,
  { fewRecords, patienceMs } = usual,
): Promise<void> {
  if (!(await areMoreThan(database, wanted, fewRecords))) return
  const givesUpAtMs = clock.monotonicMs() + patienceMs
  for (let days = 1; ; ) {
    const beganMs = clock.monotonicMs()
    if (!(await database.transaction((tx) => addDays(tx, wanted, days)))) return
    const endedMs = clock.monotonicMs()
    if (endedMs > givesUpAtMs) throw fail.stillAdding()
    if (endedMs - beganMs < quickMs) days *= 2
  }
}
