import { FairShares } from './fair-shares.ts'

/** A holder that a caller counts for: its workspace, its user, … */
export interface HolderOf<Caller> {
  /** "A workspace". */
  who: string
  /** Empty for a caller that counts for none. */
  nameOf: (caller: Caller) => string
  /** Default: a fifth of all. */
  ofOneMax?: number
}

/** What a caller did not get: `who` is undefined when all of them together have as many as there are. */
interface Shortage {
  who: string | undefined
  most: number
}

/**
 * Shares of a limited resource for callers that count for several holders: a key makes many sessions, a workspace has many keys,
 * and a user makes workspaces. None of them takes what belongs to others.
 */
export class CallerShares<Caller> {
  readonly #holders: readonly (HolderOf<Caller> & { shares: FairShares })[]

  constructor(max: number, holders: readonly HolderOf<Caller>[]) {
    this.#holders = holders.map((holder) => ({ ...holder, shares: new FairShares(max, holder.ofOneMax) }))
  }

  /** Takes an amount. Returns what is short, without taking anything, if it exceeds the rest for all or for a holder. */
  take(caller: Caller, amount = 1): Shortage | undefined {
    for (const [at, { who, nameOf, shares }] of this.#holders.entries()) {
      if (shares.take(nameOf(caller), amount)) continue
      for (const taken of this.#holders.slice(0, at)) taken.shares.give(taken.nameOf(caller), amount)
      const { total, max, ofOneMax } = shares
      return total + amount > max ? { who: undefined, most: max } : { who, most: ofOneMax }
    }
    return undefined
  }

  give(caller: Caller, amount = 1): void {
    for (const { nameOf, shares } of this.#holders) shares.give(nameOf(caller), amount)
  }
}
