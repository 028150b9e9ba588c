import { FairShares } from './fair-shares.ts'

/** A holder that a caller counts for: its workspace, its user, … */
export interface HolderOf<Caller> {
  /** In the words of the refusal: "A workspace" or "a workspace". */
  who: string
  /** Empty for a caller that counts for none. */
  nameOf: (caller: Caller) => string
  /** Default: a fifth of all. */
  ofOneMax?: number
}

/** The limit that refused a caller: `who` is undefined when all callers together have as many as there are. */
interface Shortage {
  who: string | undefined
  most: number
}

/**
 * Shares of a limited resource for callers that count for several holders: a key makes many sessions, a workspace has many keys,
 * and a user makes workspaces. None of them takes what belongs to others.
 */
export class CallerShares<Caller> {
  readonly #max: number
  readonly #holders: readonly (HolderOf<Caller> & { shares: FairShares })[]

  constructor(max: number, holders: readonly HolderOf<Caller>[]) {
    this.#max = max
    this.#holders = holders.map((holder) => ({ ...holder, shares: new FairShares(max, holder.ofOneMax) }))
  }

  /** Takes an amount. Returns what is short, without taking anything, if it exceeds the rest for a holder, or else for all. */
  take(caller: Caller, amount = 1): Shortage | undefined {
    const over = this.#holders.find(({ nameOf, shares }) => !shares.isWithinShare(nameOf(caller), amount))
    if (over !== undefined) return { who: over.who, most: over.shares.ofOneMax }
    // All holders have the same amount in total: the first one tells whether there is enough for all.
    if (this.#holders.every(({ nameOf, shares }) => shares.take(nameOf(caller), amount))) return undefined
    return { who: undefined, most: this.#max }
  }

  give(caller: Caller, amount = 1): void {
    for (const { nameOf, shares } of this.#holders) shares.give(nameOf(caller), amount)
  }
}
