const entriesMax = 200_000
// Twice the buckets that a call can bring: else a sweep would never end, and no bucket before it would be looked at again.
const sweptPerCall = 8

/** Holds buckets that have not ended; beyond 200,000 the oldest goes first. */
export class BucketMap<Entry> {
  readonly #entries = new Map<string, Entry>()
  readonly #endsAtUs: (entry: Entry) => number
  #sweep = this.#entries.entries()

  constructor(endsAtUs: (entry: Entry) => number) {
    this.#endsAtUs = endsAtUs
  }

  get(key: string): Entry | undefined {
    return this.#entries.get(key)
  }

  keep(key: string, entry: Entry): void {
    this.#entries.set(key, entry)
    if (this.#entries.size <= entriesMax) return
    const [oldest] = this.#entries.keys()
    if (oldest !== undefined) this.#entries.delete(oldest)
  }

  /** Sweeps a few entries per call, so that memory follows the live buckets and no call pays for all of them. */
  forgetEnded(nowUs: number): void {
    for (let swept = 0; swept < sweptPerCall; swept++) {
      const { done, value } = this.#sweep.next()
      if (done) {
        this.#sweep = this.#entries.entries()
        return
      }
      const [key, entry] = value
      if (this.#endsAtUs(entry) < nowUs) this.#entries.delete(key)
    }
  }

  entries(): IterableIterator<[string, Entry]> {
    return this.#entries.entries()
  }

  clear(): void {
    this.#entries.clear()
  }
}
