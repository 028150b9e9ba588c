import { once, setMaxListeners } from 'node:events'
import type { BusMessage } from './bus.ts'
import { RecentIds } from './recent-ids.ts'
import { batchLength, redeliveryDelayMs } from './redelivery.ts'
import { subjectMatches } from './subject.ts'

interface Held {
  message: BusMessage
  deliveries: number
}

const heldMax = 1024
const spaceWaitMs = 5_000
const duplicateWindow = { windowMs: 120_000, idsMax: 16_384 }

/**
 * The unfinished messages of one durable, shared by its replicas. It holds at most 1,024 messages, those in a handler's
 * hands included; a message leaves it only after a handler returned, and stays when every replica has stopped.
 */
export class DurableQueue extends EventTarget {
  readonly #held = new Map<string, Held>()
  readonly #done = new RecentIds(duplicateWindow)
  readonly #timers = new Set<NodeJS.Timeout>()
  #due: Held[] = []
  #subjects: readonly string[] = []

  constructor() {
    super()
    setMaxListeners(0, this)
  }

  setSubjects(subjects: readonly string[]): void {
    this.#subjects = subjects
  }

  /** Resolves when the queue holds every message; rejects if there is no space in time. */
  async accept(messages: readonly BusMessage[]): Promise<void> {
    let signal: AbortSignal | undefined
    for (const message of messages) {
      if (!this.#subjects.some((pattern) => subjectMatches(pattern, message.subject))) continue
      while (!this.#knows(message.id) && this.#held.size >= heldMax) {
        signal ??= AbortSignal.timeout(spaceWaitMs)
        await once(this, 'space', { signal }).catch(noSpace)
      }
      if (this.#knows(message.id)) continue
      const held = { message, deliveries: 0 }
      this.#held.set(message.id, held)
      this.#makeDue([held])
    }
  }

  /** Up to batchMax messages that are due; each is the caller's until finish or putBack. */
  take(batchMax: number): readonly BusMessage[] {
    const deliveries = this.#due.map((held) => held.deliveries + 1)
    const batch = this.#due.splice(0, batchLength(deliveries, batchMax))
    for (const held of batch) held.deliveries++
    return batch.map((held) => held.message)
  }

  finish(messages: readonly BusMessage[]): void {
    for (const { id } of messages) {
      this.#held.delete(id)
      this.#done.add(id)
    }
    this.dispatchEvent(new Event('space'))
  }

  putBack(messages: readonly BusMessage[]): void {
    const back = messages.flatMap(({ id }) => this.#held.get(id) ?? [])
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer)
        this.#makeDue(back)
      },
      redeliveryDelayMs(Math.max(1, ...back.map((held) => held.deliveries))),
    )
    this.#timers.add(timer)
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#held.clear()
    this.#due = []
  }

  #makeDue(messages: readonly Held[]): void {
    this.#due.push(...messages)
    this.dispatchEvent(new Event('due'))
  }

  #knows(id: string): boolean {
    return this.#held.has(id) || this.#done.has(id)
  }
}

function noSpace(): never {
  throw new Error(`The in-process bus holds ${heldMax} unfinished messages and takes no more for now.`)
}
