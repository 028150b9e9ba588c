import { reached } from './balance.ts'
import type { Counted } from './decision.ts'

/** A balance that a group holds, and that changes as the members have their turns. */
export interface Standing extends Counted {
  /** Of `reserved`: lapsed, though not freed yet. */
  lapsed: number
  /** The highest threshold that was told of. */
  alerted: number
}

export interface Turn {
  /** Recorded as used, or set aside. */
  isUse: boolean
  quantity: number
  /** Undefined: none. */
  limit: number | undefined
}

/** `crossed` holds the thresholds to tell of. Untidy: the balance must be put in order before this can be told. */
export type Admission = { isCounted: boolean; counted: Counted; crossed: readonly number[] } | 'untidy'

/** One member's turn: what the guarded statement would say of the balance as those before left it. */
export function admitInTurn(standing: Standing, { isUse, quantity, limit }: Turn): Admission {
  const { used, reserved, lapsed } = standing
  const counted = { used, reserved: reserved - lapsed }
  const after = Math.max(used, 0) + reserved + quantity
  const most = limit ?? Number.MAX_SAFE_INTEGER
  if (after > most) {
    const isRefused = limit !== undefined && after - lapsed > limit
    return isRefused ? { isCounted: false, counted, crossed: [] } : 'untidy'
  }
  if (!isUse) {
    standing.reserved += quantity
    return { isCounted: true, counted: { used, reserved: standing.reserved - lapsed }, crossed: [] }
  }
  standing.used += quantity
  const isNew = (threshold: number) => threshold > standing.alerted
  const crossed = limit === undefined ? [] : reached(Math.max(standing.used, 0), limit).filter(isNew)
  standing.alerted = crossed.at(-1) ?? standing.alerted
  return { isCounted: true, counted: { used: standing.used, reserved: reserved - lapsed }, crossed }
}
