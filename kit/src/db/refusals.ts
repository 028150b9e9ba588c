import { sqlState, takesNoWrites } from './failures.ts'

const pauseMs = 250

/**
 * Spares a server that takes no writes: each call would open a session of which it learns that. After a refusal the calls of a quarter of a
 * second fail with its cause; then one asks again, and the others go on to fail until it was let in.
 */
export class Refusals {
  #latest: { cause: unknown; untilMs: number; isAsking: boolean } | undefined

  /** Opens a session, or rejects with the cause of the latest refusal. */
  async open<T>(connect: () => Promise<T>): Promise<T> {
    const latest = this.#latest
    if (latest === undefined) return this.noting(connect)
    if (latest.isAsking || performance.now() < latest.untilMs) throw latest.cause
    latest.isAsking = true
    return this.noting(connect).finally(() => {
      latest.isAsking = false
    })
  }

  /** Connects in any case, and notes how that ends. */
  async noting<T>(connect: () => Promise<T>): Promise<T> {
    try {
      const opened = await connect()
      this.#latest = undefined
      return opened
    } catch (cause) {
      if (sqlState(cause) === takesNoWrites)
        this.#latest = { cause, untilMs: performance.now() + pauseMs, isAsking: false }
      throw cause
    }
  }
}
