/** Stops of what was started together, the latest first. Node.js 22 has no AsyncDisposableStack. */
export class Cleanup {
  readonly #stops: (() => Promise<unknown>)[] = []

  add(stop: () => Promise<unknown>): void {
    this.#stops.push(stop)
  }

  /** Stops everything once, also when one of them fails. Rejects with the first failure. */
  async run(): Promise<void> {
    const failures: unknown[] = []
    for (const stop of this.#stops.splice(0).reverse()) await stop().catch((err: unknown) => failures.push(err))
    if (failures.length > 0) throw failures[0]
  }
}
