import type { Logger } from '../log.ts'
import type { Subscription } from './bus.ts'
import { subjectMatches } from './subject.ts'

/** Listeners of this process. An exception of a handler is logged and does not affect the others. */
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

  /** Calls the listeners after the code of the caller has run, as a network would. Returns false when there are none. */
  notify(subject: string, data: Uint8Array): boolean {
    const isHeard = [...this.#listeners].some((listener) => subjectMatches(listener.subject, subject))
    if (!isHeard) return false
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
    return true
  }

  clear(): void {
    this.#listeners.clear()
  }
}
