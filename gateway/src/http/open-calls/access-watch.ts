import { errorCodes, PlinthError } from '@plinth/kit/errors'

export interface AccessWatchDeps {
  nowMs: () => number
  /** Rejects as a new call would be refused; false when a new call would see something else. */
  ask: () => Promise<boolean>
  /** Called with the refusal of a new call; without one when it would see something else. */
  lost: (refusal?: PlinthError) => void
  /** Called when no service can tell whether the caller may go on. */
  unsure: () => void
}

// With a tick of a second: a caller whose access was narrowed goes on for less than 5 s.
const everyMs = 2_000
const askMsMax = 2_000

/** Asks again, while a call is open, whether its caller may still make it. */
export class AccessWatch {
  readonly #deps: AccessWatchDeps
  #askedMs: number
  #askingSinceMs: number | undefined

  constructor(deps: AccessWatchDeps) {
    this.#deps = deps
    this.#askedMs = deps.nowMs()
  }

  /** To be called every second. */
  tick(nowMs: number): void {
    if (this.#askingSinceMs === undefined) {
      if (nowMs - this.#askedMs >= everyMs) void this.#ask(nowMs)
    } else if (nowMs - this.#askingSinceMs >= askMsMax) this.#deps.unsure()
  }

  async #ask(nowMs: number): Promise<void> {
    this.#askingSinceMs = this.#askedMs = nowMs
    try {
      if (!(await this.#deps.ask())) this.#deps.lost()
    } catch (err) {
      if (err instanceof PlinthError && errorCodes[err.code].http < 500) this.#deps.lost(err)
      else this.#deps.unsure()
    } finally {
      this.#askingSinceMs = undefined
    }
  }
}
