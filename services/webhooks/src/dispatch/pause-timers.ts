/** Calls back when the pauses of endpoints end: one timer for each endpoint, the latest. */
export class PauseTimers {
  readonly #onEnd: () => void
  readonly #timers = new Map<string, NodeJS.Timeout>()

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd
  }

  /** This pause replaces one that was set for the endpoint before. */
  set(endpointId: string, pauseMs: number): void {
    clearTimeout(this.#timers.get(endpointId))
    const end = () => {
      this.#timers.delete(endpointId)
      this.#onEnd()
    }
    // A timer may fire a millisecond early.
    this.#timers.set(endpointId, setTimeout(end, Math.ceil(pauseMs) + 1))
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
  }
}
