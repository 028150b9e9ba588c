import { SystemClock } from '@plinth/kit/clock'

/**
 * Stands still but for what a test lets pass: no limit fills up and nothing remembered grows old, however busy the machine
 * is. Each look at the monotonic clock is a later moment, by next to nothing: before is before.
 */
export class StoppedClock extends SystemClock {
  readonly #bornMs = Date.now()
  #passedMs = 0
  #looks = 0
  override now(): Date {
    return new Date(this.#bornMs + this.#passedMs + this.offsetMs)
  }
  override monotonicMs(): number {
    return this.#passedMs + ++this.#looks / 1000
  }
  pass(ms: number): void {
    this.#passedMs += ms
  }
}
