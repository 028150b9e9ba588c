/** Wakes a loop: `next` resolves at once when `ring` was called since the last time, else with the next ring or after timeoutMs. */
export class Wake {
  #rang = false
  #waiter: (() => void) | undefined

  ring(): void {
    this.#rang = true
    this.#waiter?.()
  }

  async next(timeoutMs: number): Promise<void> {
    if (!this.#rang) {
      const { promise, resolve } = Promise.withResolvers<void>()
      this.#waiter = resolve
      const timer = setTimeout(resolve, timeoutMs)
      await promise
      clearTimeout(timer)
      this.#waiter = undefined
    }
    this.#rang = false
  }
}
