/**
 * Clock of the process: wall time for display, IDs and signatures, monotonic time for timeouts. Stored decisions use the clock of the
 * database.
 */
export interface Clock {
  now(): Date
  /** Milliseconds that never go back, from an arbitrary start. */
  monotonicMs(): number
}

/** Time of another clock, and the monotonic times before and after it was asked. */
export interface ClockReading {
  time: Date
  askedMs: number
  answeredMs: number
}

/** As precise as the times of a reading: whole milliseconds. */
const readingMs = 1
/** Steps that are not taken: each step back makes an ID that sorts before earlier ones. */
const stepMsMin = 20

/** Clock of the machine, or the one it follows, plus an offset that only the test clock moves (architecture §8). */
export class SystemClock implements Clock {
  #offsetMs = 0
  /** The time of the clock that is followed, less the monotonic time. */
  #originMs: number | undefined
  now(): Date {
    return new Date(this.#timeMs() + this.#offsetMs)
  }
  #timeMs(): number {
    return this.#originMs === undefined ? Date.now() : this.#originMs + performance.now()
  }
  /**
   * Goes by another clock from now on: the machine's own may then be wrong, or be set, and changes nothing. The time stays as it is
   * where it may be right within 20 ms, as far as the reading tells. Returns by how many ms the machine's clock is surely ahead of the
   * other one; below 0: behind it.
   */
  follow({ time, askedMs, answeredMs }: ClockReading): number {
    const halfMs = (answeredMs - askedMs) / 2 + readingMs
    const originMs = time.getTime() - (askedMs + answeredMs) / 2
    const machineMs = Date.now() - performance.now()
    this.#originMs ??= machineMs
    if (Math.abs(originMs - this.#originMs) > halfMs + stepMsMin) this.#originMs = originMs
    const aheadMs = machineMs - originMs
    return aheadMs > 0 ? Math.max(0, aheadMs - halfMs) : Math.min(0, aheadMs + halfMs)
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
