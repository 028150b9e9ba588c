// Use that reaches 80, 90 or 100 % of a limit emits one event per window, in the transaction that reached it.
import type { NewEvent } from '@plinth/kit/db'
import type { Entitled } from '../grants/resolution.ts'
import type { Place } from './balance.ts'
import { entitlementAlert } from './events.ts'

/** A threshold that was reached, and its event. */
export interface LimitAlert {
  ownerId: string
  pool: string
  /** In percent. */
  threshold: number
  event: NewEvent
}

const thresholds = [80, 90, 100]

/** The highest threshold, in percent, that this much use has reached; 0 for none. */
export const highestReached = (used: number, limit: number): number => reached(used, limit).at(-1) ?? 0

const reached = (used: number, limit: number): number[] =>
  // BigInt: 100 times a count may be beyond what a number holds.
  limit === 0
    ? []
    : thresholds.filter((threshold) => BigInt(Math.max(used, 0)) * 100n >= BigInt(threshold) * BigInt(limit))

/** The events for the thresholds above `alerted` that use has reached, and the new `alerted`. */
export function alertsOf(
  plan: { namespaceId: string; workspaceId: string },
  entitled: Entitled,
  place: Place,
  { used, alerted }: { used: number; alerted: number },
): { alerted: number; alerts: LimitAlert[] } {
  const { limit } = entitled
  if (limit === undefined) return { alerted, alerts: [] }
  const crossed = reached(used, limit).filter((threshold) => threshold > alerted)
  const counted = { ...entitled, window: windowOf(place, entitled) }
  return {
    alerted: crossed.at(-1) ?? alerted,
    alerts: crossed.map((threshold) => ({
      ...{ ownerId: place.ownerId, pool: place.pool, threshold },
      event: entitlementAlert(plan, counted, { threshold, used: Math.max(used, 0), limit }),
    })),
  }
}

/** The window that the place counts in: that of a commit may have ended since its reserve. */
function windowOf(place: Place, { window }: Entitled): Entitled['window'] {
  const hasEnded = place.reset === 'monthly' && window.start !== undefined && place.windowStart < window.start
  return hasEnded ? { start: place.windowStart, end: window.start } : window
}
