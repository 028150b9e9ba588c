/** Works that run at once. The first failure is kept, and nothing else needs to be started. */
export class Works {
  readonly #max: number
  readonly #running = new Set<Promise<void>>()
  readonly #failed = new AbortController()

  constructor(max: number) {
    this.#max = max
  }

  /** Aborts at the first failure. */
  get failed(): AbortSignal {
    return this.#failed.signal
  }

  add(started: Promise<void>): void {
    const work = started.catch((err) => this.#failed.abort(err)).finally(() => this.#running.delete(work))
    this.#running.add(work)
  }

  /** Resolves when there is room for another. */
  async room(): Promise<void> {
    while (this.#running.size >= this.#max) await Promise.race(this.#running)
  }

  /** Resolves when all are done, those that are added meanwhile too. Throws the first failure. */
  async done(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
    this.#failed.signal.throwIfAborted()
  }
}
