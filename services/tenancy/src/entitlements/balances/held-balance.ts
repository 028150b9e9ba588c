import { type Counted, fits } from './limit-rule.ts'

/** A balance that the transaction has locked; the items of a batch change it one after the other. */
export interface HeldBalance extends Counted {
  /** The part of `reserved` whose time is over, and that is not freed yet. */
  lapsed: number
  /** The highest threshold with an event. */
  alerted: number
  countedFrom: Date | undefined
}

export interface Wanted {
  /** Recorded as used, or set aside. */
  isUse: boolean
  quantity: number
  /** Undefined: none. */
  limit: number | undefined
}

/** `stale`: lapsed reservations must be freed first. `uncountable`: more than a number holds. */
export type Admission = { isCounted: boolean; counted: Counted } | 'stale' | 'uncountable'

/** Counts in the balance when the limit allows the quantity, as the guarded statement will. */
export function admit(held: HeldBalance, { isUse, quantity, limit }: Wanted): Admission {
  const most = limit ?? Number.MAX_SAFE_INTEGER
  const counted = { used: held.used, reserved: held.reserved - held.lapsed }
  if (!fits(held, quantity, most)) {
    if (fits(counted, quantity, most)) return 'stale'
    return limit === undefined ? 'uncountable' : { isCounted: false, counted }
  }
  if (isUse) held.used += quantity
  else held.reserved += quantity
  return { isCounted: true, counted: { used: held.used, reserved: held.reserved - held.lapsed } }
}
