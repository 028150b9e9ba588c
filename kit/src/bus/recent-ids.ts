/** Remembers at most idsMax IDs for a limited time; drops the oldest first. */
export class RecentIds {
  readonly #seenAt = new Map<string, number>()
  readonly #windowMs: number
  readonly #idsMax: number

  constructor(options: { windowMs: number; idsMax: number }) {
    this.#windowMs = options.windowMs
    this.#idsMax = options.idsMax
  }

  add(id: string): void {
    this.#seenAt.delete(id)
    this.#seenAt.set(id, performance.now())
    for (const [oldest, seenAt] of this.#seenAt) {
      if (this.#seenAt.size <= this.#idsMax && !this.#hasPassed(seenAt)) break
      this.#seenAt.delete(oldest)
    }
  }

  has(id: string): boolean {
    const seenAt = this.#seenAt.get(id)
    return seenAt !== undefined && !this.#hasPassed(seenAt)
  }

  #hasPassed(seenAt: number): boolean {
    return performance.now() - seenAt > this.#windowMs
  }
}
