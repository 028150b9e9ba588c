import { createInbox, type Msg, type NatsConnection, nanos, type Subscription } from '@nats-io/transport-node'
import { type Delivery, toDelivery } from './delivery.ts'
import { streamName } from './stream.ts'

const expiresMs = 15_000
const overdueMs = 20_000

/**
 * Pull requests of one replica, one at a time. The fetch of the client library cannot be abandoned before it expires without
 * losing messages in flight for ack_wait; here the request stays open while a handler runs.
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
    /** Called when the request has ended: it was answered, expired, or failed (no stream, no consumer, no response). */
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

  /** Drops the open request, because its connection is lost. */
  forget(): void {
    this.#expected = 0
    clearTimeout(this.#overdue)
  }

  /** Accepts the messages in flight, and none afterwards. */
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

  // 404 and 408: no (further) message in time. 409 and 503: the consumer, the stream or the server is gone.
  #takeStatus(msg: Msg): void {
    const code = msg.headers?.code ?? 0
    if (msg.subject === this.#reply && this.isOpen && code >= 400) this.#end(code !== 404 && code !== 408)
  }

  #end(isBroken: boolean): void {
    this.forget()
    this.#onEnd(isBroken)
  }
}
