import { isOfOpening } from './failures.ts'

const holdsMs = 250
const forgottenMs = 1_000

/**
 * Spares a server that opens no session: each call would ask it for one. After a refusal none is opened for a quarter of a second; then one
 * call asks again, and the others wait for what it learns. A session that is opened ends a refusal.
 */
export class Refusals {
  #latest: { cause: unknown; atMs: number } | undefined
  #asked: PromiseWithResolvers<void> | undefined
  #waitingCount = 0

  /** Calls that wait for the one that asks. */
  get waitingCount(): number {
    return this.#waitingCount
  }

  /** No session was opened since a refusal of the last second. */
  get isRefused(): boolean {
    return this.#asked !== undefined || this.#ageMs < forgottenMs
  }

  /** A call would not open a session by itself now: it was refused just before, or one call asks. */
  get holds(): boolean {
    return this.#asked !== undefined || this.#ageMs < holdsMs
  }

  get #ageMs(): number {
    return this.#latest === undefined ? Number.POSITIVE_INFINITY : performance.now() - this.#latest.atMs
  }

  /** Opens a session, or rejects with the cause of the latest refusal, or with what the call that asks met. */
  async open<T>(connect: () => Promise<T>): Promise<T> {
    if (this.#asked !== undefined) await this.#outcomeOf(this.#asked.promise)
    else if (this.#latest !== undefined && this.isRefused) {
      if (this.holds) throw this.#latest.cause
      return this.#ask(connect)
    }
    return this.noting(connect)
  }

  /** Connects in any case, and notes how that ends. The calls that wait go on once it succeeds. */
  async noting<T>(connect: () => Promise<T>): Promise<T> {
    try {
      const opened = await connect()
      this.#forget()
      return opened
    } catch (cause) {
      this.note(cause)
      throw cause
    }
  }

  note(cause: unknown): void {
    if (isOfOpening(cause)) this.#latest = { cause, atMs: performance.now() }
  }

  #forget(): void {
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
