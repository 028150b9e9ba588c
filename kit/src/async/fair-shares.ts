/** Holder without a share limit. */
export const noHolder = ''

/** Shares of a limited resource: each holder has at most a fifth of it, unless told otherwise. */
export class FairShares {
  readonly max: number
  readonly ofOneMax: number
  readonly #held = new Map<string, number>()
  #total = 0

  constructor(max: number, ofOneMax = Math.max(1, Math.floor(max / 5))) {
    this.max = max
    this.ofOneMax = ofOneMax
  }

  get total(): number {
    return this.#total
  }

  get areTaken(): boolean {
    return this.#total >= this.max
  }

  /** True if the holder may have this much more, however much is taken by others. */
  isWithinShare(holder: string, amount = 1): boolean {
    return holder === noHolder || (this.#held.get(holder) ?? 0) + amount <= this.ofOneMax
  }

  /** Takes an amount. Returns false, without taking anything, if it exceeds the rest for all or for this holder. */
  take(holder: string, amount = 1): boolean {
    if (this.#total + amount > this.max || !this.isWithinShare(holder, amount)) return false
    this.add(holder, amount)
    return true
  }

  /** Counts an amount that the holder has already, whatever it exceeds. */
  add(holder: string, amount: number): void {
    this.#held.set(holder, (this.#held.get(holder) ?? 0) + amount)
    this.#total += amount
  }

  give(holder: string, amount = 1): void {
    const left = (this.#held.get(holder) ?? 0) - amount
    if (left > 0) this.#held.set(holder, left)
    else this.#held.delete(holder)
    this.#total -= amount
  }
}
