import { setTimeout as pause } from 'node:timers/promises'
import type { JetStreamManager } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import type { Logger } from '../../log.ts'
import { processSpan } from '../../telemetry/index.ts'
import { waitAtMost, withTimeout } from '../../timeout.ts'
import { handlerMsMaxDefault, type SubscribeOptions } from '../bus.ts'
import { batchLength, redeliveryDelayMs } from '../redelivery.ts'
import type { Delivery } from './delivery.ts'
import { type DurableShape, ensureDurable } from './durable.ts'
import { PullRequests } from './pull.ts'

const gatherMs = 3
// Many at once: the cost of a batch hardly depends on its size.
const crowd = 12
const crowdGatherMs = 20
const retryMs = 500
const stopMs = 2_000

/**
 * One replica of a durable: at most batchMax messages in the handler's hands and as many waiting; acknowledged after
 * the handler, given back when it rejects or takes too long. Everything held is reported as worked on until then, so that a
 * slow handler is no crash.
 */
export class JetStreamMember {
  readonly #nc: NatsConnection
  readonly #manager: JetStreamManager
  readonly #options: SubscribeOptions & DurableShape
  readonly #log: Logger
  readonly #pulls: PullRequests
  readonly #keepAlive: NodeJS.Timeout
  #waiting: Delivery[] = []
  #inHand: Delivery[] = []
  #isStopped = false
  #isHealing = false
  #isSuspended = true
  #streamMade = ''
  #resumedAtMs = 0
  /** Closed while nothing can be acknowledged: the server is down, or may have another stream after it returned. */
  #gate = Promise.withResolvers<void>()
  #loop: Promise<void> = Promise.resolve()
  #wake: () => void = () => undefined

  constructor(
    deps: { nc: NatsConnection; inboxPrefix: string; manager: JetStreamManager; log: Logger },
    options: SubscribeOptions & DurableShape,
  ) {
    this.#nc = deps.nc
    this.#manager = deps.manager
    this.#log = deps.log.child({ durable: options.durable })
    this.#options = options
    this.#pulls = new PullRequests({
      nc: deps.nc,
      inboxPrefix: deps.inboxPrefix,
      durable: options.durable,
      onDelivery: (delivery) => this.#receive(delivery),
      onEnd: (isBroken) => (isBroken ? this.heal() : this.#pull()),
    })
    this.#keepAlive = setInterval(() => {
      if (this.#isSuspended) return
      for (const delivery of [...this.#inHand, ...this.#waiting]) delivery.stillWorking()
    }, options.ackWaitMs / 3)
  }

  async start(): Promise<void> {
    this.#resume(await ensureDurable(this.#manager, this.#options))
    this.#loop = this.#run()
  }

  /** Acknowledges nothing until healed. */
  suspend(): void {
    this.#pulls.forget()
    if (this.#isSuspended) return
    this.#isSuspended = true
    // A stopping member waits for nothing: the messages that it holds are delivered again.
    if (!this.#isStopped) this.#gate = Promise.withResolvers()
  }

  /** Creates what is missing on the server and pulls again; retries until that succeeds. */
  heal(): void {
    this.suspend()
    if (this.#isHealing || this.#isStopped) return
    this.#isHealing = true
    void this.#ensure().then((streamMade) => {
      this.#isHealing = false
      if (streamMade !== undefined) this.#resume(streamMade)
    })
  }

  async stop(): Promise<void> {
    if (this.#isStopped) return this.#loop
    this.#isStopped = true
    this.#wake()
    this.#gate.resolve()
    await waitAtMost(
      stopMs,
      this.#pulls.close().catch(() => undefined),
    )
    for (const delivery of this.#waiting.splice(0)) if (!this.#isSuspended) delivery.giveBack(0)
    await this.#loop
    clearInterval(this.#keepAlive)
    await waitAtMost(
      stopMs,
      this.#nc.flush().catch(() => undefined),
    )
  }

  #resume(streamMade: string): void {
    if (streamMade !== this.#streamMade) this.#waiting = []
    this.#streamMade = streamMade
    this.#resumedAtMs = performance.now()
    this.#isSuspended = false
    this.#gate.resolve()
    this.#pull()
  }

  async #ensure(): Promise<string | undefined> {
    // Prevents a tight loop on a server that ends every request at once.
    if (performance.now() - this.#resumedAtMs < retryMs) await pause(retryMs)
    while (!this.#isStopped && !this.#nc.isClosed()) {
      try {
        return await ensureDurable(this.#manager, this.#options)
      } catch (err) {
        this.#log.debug({ err }, 'the stream does not exist yet; retrying')
        await pause(retryMs)
      }
    }
    return undefined
  }

  #receive(delivery: Delivery): void {
    if (!this.#isStopped) this.#waiting.push(delivery)
    else if (!this.#isSuspended) delivery.giveBack(0)
    this.#wake()
  }

  #pull(): void {
    const space = this.#options.batchMax - this.#waiting.length
    if (space > 0 && !this.#pulls.isOpen && !this.#isSuspended && !this.#isStopped && !this.#nc.isClosed())
      this.#pulls.open(space)
  }

  async #run(): Promise<void> {
    const { batchMax, gatherMs: firstWaitsMs = 0 } = this.#options
    let handled = 0
    while (!this.#isStopped) {
      const waitMs = this.#waiting.length === 0 ? firstWaitsMs : handled < crowd ? gatherMs : crowdGatherMs
      if (this.#waiting.length === 0) await this.#arrival()
      if (waitMs > 0 && this.#waiting.length < batchMax && !this.#isStopped) await pause(Math.max(waitMs, firstWaitsMs))
      await this.#gate.promise
      if (this.#isStopped) return
      const count = batchLength(
        this.#waiting.map(({ deliveries }) => deliveries),
        batchMax,
      )
      handled = count
      this.#inHand = this.#waiting.splice(0, count)
      this.#pull()
      if (count > 0) await this.#handle(this.#inHand)
      this.#inHand = []
    }
  }

  #arrival(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }

  async #handle(batch: readonly Delivery[]): Promise<void> {
    const { durable, handler, handlerMsMax = handlerMsMaxDefault } = this.#options
    const messages = batch.map(({ message }) => message)
    const streamMade = this.#streamMade
    let acknowledge = (delivery: Delivery): void => delivery.ack()
    try {
      await processSpan({ durable, system: 'nats', messages }, () => withTimeout(handlerMsMax, handler(messages)))
    } catch (err) {
      this.#log.warn({ err, messages: messages.length }, 'a subscriber rejected messages; they are delivered again')
      acknowledge = (delivery) => delivery.giveBack(redeliveryDelayMs(delivery.deliveries))
    }
    await this.#gate.promise
    if (this.#isSuspended) return
    // NOTE: an acknowledgement names a sequence number; on a newly created stream it would acknowledge another message.
    if (streamMade === this.#streamMade) for (const delivery of batch) acknowledge(delivery)
  }
}
