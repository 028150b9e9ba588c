import type { Logger } from '../log.ts'
import { sentTraceparent } from '../telemetry/index.ts'
import type { Bus, BusMessage, SubscribeOptions, Subscription } from './bus.ts'
import { startMember } from './in-process-member.ts'
import { DurableQueue } from './in-process-queue.ts'
import { Listeners } from './listeners.ts'
import { assertPublishable } from './subject.ts'

/**
 * A bus for one process. publish resolves when every matching durable holds the messages, not when they are handled:
 * consumers confirm by announcement, as on JetStream. A durable that holds 1,024 unfinished messages makes publish
 * wait, 5 s at the most. Nothing survives the process: the outbox sends again what was not confirmed.
 */
export function inProcessBus(options: { log: Logger }): Bus {
  return new InProcessBus(options.log)
}

class InProcessBus implements Bus {
  readonly #log: Logger
  readonly #queues = new Map<string, DurableQueue>()
  readonly #members = new Set<Subscription>()
  readonly #listeners: Listeners
  readonly #since = new Date()
  #isClosed = false

  constructor(log: Logger) {
    this.#log = log
    this.#listeners = new Listeners(log)
  }

  async publish(messages: readonly BusMessage[]): Promise<void> {
    await this.ready()
    for (const message of messages) assertPublishable(message)
    const sent = messages.map((message) => ({ ...message, traceparent: sentTraceparent(message, 'inprocess') }))
    await Promise.all([...this.#queues.values()].map((queue) => queue.accept(sent)))
  }

  async subscribe(options: SubscribeOptions): Promise<Subscription> {
    await this.ready()
    const queue = this.#queues.get(options.durable) ?? new DurableQueue()
    this.#queues.set(options.durable, queue)
    queue.setSubjects(options.subjects)
    const member = startMember(queue, options, this.#log)
    this.#members.add(member)
    return {
      stop: async () => {
        await member.stop()
        this.#members.delete(member)
      },
    }
  }

  announce(subject: string, data: Uint8Array = new Uint8Array()): void {
    if (!this.#isClosed) this.#listeners.notify(subject, data)
  }

  async listen(subject: string, handler: (data: Uint8Array) => void): Promise<Subscription> {
    await this.ready()
    return this.#listeners.add(subject, handler)
  }

  async ready(): Promise<void> {
    if (this.#isClosed) throw new Error('The bus is closed.')
  }

  async keptSince(): Promise<Date> {
    await this.ready()
    return this.#since
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await Promise.all([...this.#members].map((member) => member.stop()))
    for (const queue of this.#queues.values()) queue.close()
    this.#listeners.clear()
  }
}
