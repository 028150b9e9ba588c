import { createInbox, type Msg, type NatsConnection, nanos, type Subscription } from '@nats-io/transport-node'
import { type Delivery, toDelivery } from './delivery.ts'
import { streamName } from './stream.ts'

const expiresMs = 15_000
const overdueMs = 20_000

/**
 * Pull requests of one replica, one at a time. The client library's fetch cannot be left before it expires without
 * losing, for ack_wait, what is on its way; here the request stays open while a handler runs.
 */
export class PullRequests {
  readonly #nc: NatsConnection
  readonly #durable: string
  readonly #inbox: string
  readonly #subscription: Subscription
  readonly #onDelivery: (delivery: Delivery) => void
  readonly #onEnd: (isBroken: boolean) => void
  #serial = 0
  #expected = 0
  #overdue: NodeJS.Timeout | undefined

  constructor(options: {
    nc: NatsConnection
    inboxPrefix: string
    durable: string
    onDelivery: (delivery: Delivery) => void
    /** The request has ended: answered whole, expired, or broken: no stream, no consumer, no answer. */
    onEnd: (isBroken: boolean) => void
  }) {
    this.#nc = options.nc
    this.#durable = options.durable
    this.#inbox = createInbox(options.inboxPrefix)
    this.#onDelivery = options.onDelivery
    this.#onEnd = options.onEnd
    this.#subscription = this.#nc.subscribe(`${this.#inbox}.*`, { callback: (_err, msg) => this.#take(msg) })
  }

  get isOpen(): boolean {
    return this.#expected > 0
  }

  open(count: number): void {
    this.#expected = count
    this.#serial++
    clearTimeout(this.#overdue)
    this.#overdue = setTimeout(() => this.#end(true), overdueMs)
    const request = JSON.stringify({ batch: count, expires: nanos(expiresMs) })
    this.#nc.publish(`$JS.API.CONSUMER.MSG.NEXT.${streamName}.${this.#durable}`, request, { reply: this.#reply })
  }

  /** Forgets the open request: the connection it was made on is gone. */
  forget(): void {
    this.#expected = 0
    clearTimeout(this.#overdue)
  }

  /** Takes what is already on its way, and nothing afterwards. */
  async close(): Promise<void> {
    this.forget()
    await this.#subscription.drain()
  }

  get #reply(): string {
    return `${this.#inbox}.${this.#serial}`
  }

  #take(msg: Msg): void {
    const delivery = toDelivery(msg)
    if (delivery === undefined) this.#takeStatus(msg)
    else this.#takeDelivery(delivery)
  }

  #takeDelivery(delivery: Delivery): void {
    this.#onDelivery(delivery)
    if (this.#expected > 0 && --this.#expected === 0) this.#end(false)
  }

  // 404 and 408: nothing (more) in time. 409 and 503: the consumer, the stream or the server went away.
  #takeStatus(msg: Msg): void {
    const code = msg.headers?.code ?? 0
    if (msg.subject === this.#reply && this.isOpen && code >= 400) this.#end(code !== 404 && code !== 408)
  }

  #end(isBroken: boolean): void {
    this.forget()
    this.#onEnd(isBroken)
  }
}
