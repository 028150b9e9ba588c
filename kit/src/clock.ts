/**
 * Clock of the process: wall time for display, IDs and signatures, monotonic time for timeouts. Stored decisions use the clock of the
 * database.
 */
export interface Clock {
  now(): Date
  /** Milliseconds that never go back, from an arbitrary start. They go on while the process is stopped or its machine suspended. */
  monotonicMs(): number
}

/** As precise as the times of a reading: whole milliseconds. */
const readingMs = 1
/** Steps that are not taken: each step back makes an ID that sorts before earlier ones. */
const stepMsMin = 20

/** Ahead of the monotonic clock by more at once, the machine's clock tells of a suspended machine. */
const suspendedMsMin = 1_000

/** Clock of the machine, or the one it follows, plus an offset that only the test clock moves (architecture §8). */
export class SystemClock implements Clock {
  #offsetMs = 0
  /** The time of the clock that is followed, less the monotonic time. */
  #originMs: number | undefined
  /** The time of the machine less the monotonic time, when the other clock was asked last. */
  #machineOriginMs = machineOriginMs()
  /** As of the latest question for the monotonic time. */
  #latestOriginMs = this.#machineOriginMs
  #suspendedMs = 0
  now(): Date {
    return new Date(this.#timeMs() + this.#offsetMs)
  }
  #timeMs(): number {
    return this.#originMs === undefined ? Date.now() : this.#originMs + performance.now()
  }
  /**
   * Asks another clock, and goes by it from now on: the machine's own may then be wrong, or be set, and changes nothing. The time stays as
   * it is where it may be right within 20 ms, as far as the answer tells. Returns by how many ms the machine's clock is surely ahead of
   * the other one, below 0: behind it; undefined when the other one cannot tell.
   */
  async follow(ask: () => Promise<Date | undefined>): Promise<number | undefined> {
    const askedMs = performance.now()
    const time = await ask()
    const answeredMs = performance.now()
    this.#machineOriginMs = machineOriginMs()
    if (time === undefined) return undefined
    const halfMs = (answeredMs - askedMs) / 2 + readingMs
    const originMs = time.getTime() - (askedMs + answeredMs) / 2
    this.#originMs ??= this.#machineOriginMs
    if (Math.abs(originMs - this.#originMs) > halfMs + stepMsMin) this.#originMs = originMs
    const aheadMs = this.#machineOriginMs - originMs
    return aheadMs > 0 ? Math.max(0, aheadMs - halfMs) : Math.min(0, aheadMs + halfMs)
  }
  /**
   * By how many ms the machine's clock and the monotonic one have moved against each other since another clock was asked: the machine's
   * was set, or the machine was suspended, in which monotonic time stands still.
   */
  get movedMs(): number {
    return Math.abs(machineOriginMs() - this.#machineOriginMs)
  }
  monotonicMs(): number {
    const originMs = machineOriginMs()
    const aheadMs = originMs - this.#latestOriginMs
    this.#latestOriginMs = originMs
    // Also when the machine's clock was set ahead: what is known seems older than it is then, and is asked for again.
    if (aheadMs > suspendedMsMin) this.#suspendedMs += aheadMs
    return performance.now() + this.#suspendedMs
  }
  get offsetMs(): number {
    return this.#offsetMs
  }
  setOffset(offsetMs: number): void {
    this.#offsetMs = offsetMs
  }
}

const machineOriginMs = () => Date.now() - performance.now()

/** True for a time in ISO 8601 as JavaScript writes it, but for those that PostgreSQL refuses: 30 February, 24:00 and the year 0. */
export function isStorableTime(text: string): boolean {
  const time = new Date(text)
  return (
    /^\d{4}-/.test(text) && !Number.isNaN(time.getTime()) && time.toISOString() === text && !text.startsWith('0000')
  )
}
