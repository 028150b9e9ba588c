import { sqlState, takesNoWrites } from './failures.ts'

const holdsMs = 250
const forgottenMs = 1_000

/**
 * Spares a server that takes no writes: each call would open a session of which it learns that. After a refusal the calls of a quarter of a
 * second fail with its cause; then one asks again, and the others wait for what it learns. A session that succeeds ends a refusal.
 */
export class Refusals {
  #latest: { cause: unknown; atMs: number } | undefined
  #asked: PromiseWithResolvers<void> | undefined
  #waitingCount = 0

  /** Calls that wait for the one that asks. */
  get waitingCount(): number {
    return this.#waitingCount
  }

  /** Opens a session, or rejects with the cause of the latest refusal, or with what the call that asks met. */
  async open<T>(connect: () => Promise<T>): Promise<T> {
    if (this.#asked !== undefined) await this.#outcomeOf(this.#asked.promise)
    else if (this.#latest !== undefined) {
      const ageMs = performance.now() - this.#latest.atMs
      if (ageMs < holdsMs) throw this.#latest.cause
      if (ageMs < forgottenMs) return this.#ask(connect)
      this.forget()
    }
    return this.noting(connect)
  }

  /** Connects in any case, and notes how that ends. */
  async noting<T>(connect: () => Promise<T>): Promise<T> {
    try {
      const opened = await connect()
      this.forget()
      return opened
    } catch (cause) {
      if (sqlState(cause) === takesNoWrites) this.#latest = { cause, atMs: performance.now() }
      throw cause
    }
  }

  /** A session succeeded: nothing is refused, and the calls that wait go on. */
  forget(): void {
    this.#latest = undefined
    this.#asked?.resolve()
    this.#asked = undefined
  }

  async #ask<T>(connect: () => Promise<T>): Promise<T> {
    const asked = Promise.withResolvers<void>()
    // Without calls that wait, its failure is that of the one that asks alone.
    asked.promise.catch(() => undefined)
    this.#asked = asked
    try {
      return await this.noting(connect)
    } catch (cause) {
      asked.reject(cause)
      throw cause
    } finally {
      if (this.#asked === asked) this.#asked = undefined
    }
  }

  async #outcomeOf(asked: Promise<void>): Promise<void> {
    this.#waitingCount++
    try {
      await asked
    } finally {
      this.#waitingCount--
    }
  }
}
