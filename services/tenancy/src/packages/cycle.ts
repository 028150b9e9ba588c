import { isInForce } from '../entitlements/grants/held-package.ts'
import { nextBoundary } from '../entitlements/grants/window.ts'
import type { Assignment } from './assignment.ts'

/**
 * The end of the billing cycle that holds `at`. An add-on has the cycles of its owner's base package of that moment, else of the
 * present one, else its own.
 */
export function cycleEnd(held: Assignment, live: readonly Assignment[], at: Date, now: Date): Date {
  const baseAt = (moment: Date) => live.find((one) => one.isBase && isInForce(one, moment))
  const { anchor } = held.isBase ? held : (baseAt(at) ?? baseAt(now) ?? held)
  return nextBoundary(anchor, at)
}
