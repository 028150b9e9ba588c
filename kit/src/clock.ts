/** The process's clock: wall time for display and ids, monotonic time for timeouts. Decisions that are stored use the database's clock. */
export interface Clock {
  now(): Date
  /** Milliseconds that never go back, from an arbitrary start. */
  monotonicMs(): number
}

/** The machine's clock plus an offset that only the test clock moves (architecture §8). */
export class SystemClock implements Clock {
  #offsetMs = 0
  now(): Date {
    return new Date(Date.now() + this.#offsetMs)
  }
  monotonicMs(): number {
    return performance.now()
  }
  get offsetMs(): number {
    return this.#offsetMs
  }
  setOffset(offsetMs: number): void {
    this.#offsetMs = offsetMs
  }
}
