import type { Tx } from '@plinth/kit/db'
import { entitlementAlert } from '../entitlement-events.ts'
import { fail } from '../errors.ts'
import { type Place, reached } from './balance.ts'
import { lapsedOf, readCounted, setAlerted, tidyBalance } from './balance-store.ts'
import type { Counted } from './decision.ts'
import type { CountedNow } from './ledger-store.ts'
import type { Plan } from './plan-reader.ts'
import type { Entitled } from './situation.ts'

export type Outcome = { isCounted: true; now: CountedNow; counted: Counted } | { isCounted: false; counted: Counted }

const triesMax = 10

/**
 * Tries a guarded statement; refused by the limit, or only by what a balance does not know yet (it is new, its window has
 * moved, a reservation has lapsed)? Then that is put right and it is tried again.
 */
export async function admit(
  tx: Tx,
  place: Place,
  limit: number | undefined,
  quantity: number,
  attempt: () => Promise<CountedNow | undefined>,
): Promise<Outcome> {
  for (let tries = 0; tries < triesMax; tries++) {
    const now = await attempt()
    if (now !== undefined) {
      // The row is this transaction's now: nobody frees what has lapsed in the meantime.
      const lapsed = now.reserved === 0 ? 0 : await lapsedOf(tx, place)
      return { isCounted: true, now, counted: { used: now.used, reserved: now.reserved - lapsed } }
    }
    const [counted = { used: 0, reserved: 0 }] = await readCounted(tx, [place])
    const after = Math.max(counted.used, 0) + counted.reserved + quantity
    if (limit !== undefined && after > limit) return { isCounted: false, counted }
    if (after > Number.MAX_SAFE_INTEGER)
      throw fail.invalid({ quantity: ['The total is larger than the highest number that can be counted.'] })
    await tidyBalance(tx, place, limit)
  }
  throw new Error('a balance did not come to rest')
}

/** Tells each threshold once per window, in the transaction that crossed it. */
export async function alert(tx: Tx, plan: Plan, entitled: Entitled, place: Place, now: CountedNow): Promise<void> {
  const { limit } = entitled
  if (limit === undefined) return
  const used = Math.max(now.used, 0)
  const crossed = reached(used, limit).filter((threshold) => threshold > now.alerted)
  const highest = crossed.at(-1)
  if (highest === undefined) return
  await setAlerted(tx, place, highest)
  const told = { ...entitled, window: windowOf(place, entitled) }
  for (const threshold of crossed) tx.emit(entitlementAlert(plan, told, { threshold, used, limit }))
}

/** The one that the place counts in: that of a commit may have ended since its reserve. */
function windowOf(place: Place, { window }: Entitled): Entitled['window'] {
  const hasEnded = place.reset === 'monthly' && window.start !== undefined && place.windowStart < window.start
  return hasEnded ? { start: place.windowStart, end: window.start } : window
}
