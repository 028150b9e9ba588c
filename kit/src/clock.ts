/** Clock of the process: wall time for display and IDs, monotonic time for timeouts. Stored decisions use the clock of the database. */
export interface Clock {
  now(): Date
  /** Milliseconds that never go back, from an arbitrary start. */
  monotonicMs(): number
}

/** Clock of the machine plus an offset that only the test clock moves (architecture §8). */
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

/** True for a time in ISO 8601 as JavaScript writes it, but for those that PostgreSQL refuses: 30 February, 24:00 and the year 0. */
export function isStorableTime(text: string): boolean {
  const time = new Date(text)
  return (
    /^\d{4}-/.test(text) && !Number.isNaN(time.getTime()) && time.toISOString() === text && !text.startsWith('0000')
  )
}
