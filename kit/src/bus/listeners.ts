import type { Logger } from '../log.ts'
import type { Subscription } from './bus.ts'
import { subjectMatches } from './subject.ts'

/** Whoever listens now in this process. A handler that throws is logged and disturbs nobody. */
export class Listeners {
  readonly #listeners = new Set<{ subject: string; handler: (data: Uint8Array) => void }>()
  readonly #log: Logger

  constructor(log: Logger) {
    this.#log = log
  }

  add(subject: string, handler: (data: Uint8Array) => void): Subscription {
    const listener = { subject, handler }
    this.#listeners.add(listener)
    return {
      stop: async () => {
        this.#listeners.delete(listener)
      },
    }
  }

  /** After the caller's own code has run, as over a wire. */
  tell(subject: string, data: Uint8Array): void {
    setImmediate(() => {
      for (const listener of this.#listeners) {
        if (!subjectMatches(listener.subject, subject)) continue
        try {
          listener.handler(data)
        } catch (err) {
          this.#log.error({ err, subject }, 'a listener failed; the message is not repeated')
        }
      }
    })
  }

  clear(): void {
    this.#listeners.clear()
  }
}
