const reportEveryMs = 60_000

/** Reports the first of consecutive failures, and then at most one a minute. */
export class FailureReport {
  readonly #report: (err: unknown, failures: number) => void
  #failures = 0
  #reportedAtMs = 0

  /** @param report Gets the number of consecutive failures. */
  constructor(report: (err: unknown, failures: number) => void) {
    this.#report = report
  }

  get failures(): number {
    return this.#failures
  }

  failed(err: unknown): void {
    this.#failures++
    if (this.#failures > 1 && performance.now() - this.#reportedAtMs < reportEveryMs) return
    this.#reportedAtMs = performance.now()
    this.#report(err, this.#failures)
  }

  succeeded(): void {
    this.#failures = 0
  }
}
