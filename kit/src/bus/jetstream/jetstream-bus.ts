import { randomUUID } from 'node:crypto'
import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream'
import {
  headers,
  type Msg,
  type MsgCallback,
  type NatsConnection,
  type Subscription as NatsSubscription,
  PermissionViolationError,
} from '@nats-io/transport-node'
import type { Logger } from '../../log.ts'
import { waitAtMost, withTimeout } from '../../timeout.ts'
import type { Bus, BusMessage, ListenOptions, PublishOptions, SubscribeOptions, Subscription } from '../bus.ts'
import { Listeners } from '../listeners.ts'
import { assertPublishable } from '../subject.ts'
import { connectNats, inboxPrefixOf, shownServers } from './connection.ts'
import { JetStreamMember } from './member.ts'
import { Publisher } from './publisher.ts'
import { confirmStream, ensureStream } from './stream.ts'

export interface JetStreamBusOptions {
  /** nats://host:4222, or several of them, comma-separated. */
  url: string
  /** Shown by the server's monitoring. */
  name: string
  /** Part whose user the URL names: responses go to an inbox of that part. */
  part?: string
  /** Default: true. If false, the bus only announces and listens, and needs no permission for JetStream. */
  keepsStream?: boolean
  log: Logger
  /** Time after which the work of a dead replica goes to another. Default: 30,000. */
  ackWaitMs?: number
}

const answerMs = 5_000
// NATS takes so much by default.
const payloadBytesMin = 1_048_576
const refusalsMax = 100
// Of an announcement that listeners of the announcing process have heard without it.
const heardHeader = 'Plinth-Heard-By'

export async function openJetStreamBus(options: JetStreamBusOptions): Promise<Bus> {
  const nc = await connectNats(options)
  warnOfShortMessages(nc, options.log)
  const refusal = firstRefusal(nc)
  try {
    const manager = await jetstreamManager(nc, { checkAPI: false, timeout: 5_000 })
    if (options.keepsStream !== false) await ensureStream(manager)
    return new JetStreamBus(nc, manager, options)
  } catch (cause) {
    const said = refusal()
    await nc.close()
    if (said !== undefined)
      throw new Error(
        `NATS at ${shownServers(options.url)} does not let the user of NATS_URL do what this part needs (${said}): name the user of this part (docs/operate/server-users.md), or correct the users of the server.`,
        { cause },
      )
    const remedy = 'start nats-server with -js and a store that can be written, or correct NATS_URL.'
    throw new Error(`NATS at ${shownServers(options.url)} keeps no stream: ${remedy}`, { cause })
  }
}

function warnOfShortMessages({ info }: NatsConnection, log: Logger): void {
  const { max_payload: bytesMax = payloadBytesMin } = info ?? {}
  if (bytesMax < payloadBytesMin)
    log.warn(
      { bytesMax },
      `NATS takes no messages of ${payloadBytesMin} bytes, so large events would wait: raise its max_payload`,
    )
}

/** Returns a function that returns the first permission which the server has denied since. */
function firstRefusal(nc: NatsConnection): () => string | undefined {
  let said: string | undefined
  const watch = async () => {
    for await (const status of nc.status())
      if (status.type === 'error' && status.error instanceof PermissionViolationError) said ??= status.error.message
  }
  void watch()
  return () => said
}

class JetStreamBus implements Bus {
  readonly #nc: NatsConnection
  readonly #manager: JetStreamManager
  readonly #publisher: Publisher
  readonly #log: Logger
  readonly #ackWaitMs: number
  readonly #inboxPrefix: string
  readonly #keepsStream: boolean
  readonly #members = new Set<JetStreamMember>()
  readonly #gapListeners = new Set<() => void>()
  /** Hear what this process announces before it leaves. */
  readonly #ownListeners: Listeners
  readonly #id = randomUUID()
  readonly #heard = headers()
  readonly #refusals = new Set<string>()
  #isConnected = true
  #isClosed = false

  constructor(nc: NatsConnection, manager: JetStreamManager, options: JetStreamBusOptions) {
    this.#nc = nc
    this.#manager = manager
    this.#publisher = new Publisher(nc, manager)
    this.#log = options.log
    this.#ownListeners = new Listeners(options.log)
    this.#ackWaitMs = options.ackWaitMs ?? 30_000
    this.#inboxPrefix = inboxPrefixOf(options.part)
    this.#keepsStream = options.keepsStream ?? true
    this.#heard.set(heardHeader, this.#id)
    void this.#watch()
  }

  async publish(messages: readonly BusMessage[], options: PublishOptions = {}): Promise<void> {
    for (const message of messages) assertPublishable(message)
    this.#assertConnected()
    if (options.lastAlone) await this.#publisher.publishTrain(messages)
    else await this.#publisher.publish(messages)
  }

  async subscribe(options: SubscribeOptions): Promise<Subscription> {
    this.#assertConnected()
    const deps = { nc: this.#nc, inboxPrefix: this.#inboxPrefix, manager: this.#manager, log: this.#log }
    const member = new JetStreamMember(deps, { ...options, ackWaitMs: this.#ackWaitMs })
    this.#members.add(member)
    const stop = async (): Promise<void> => {
      await member.stop()
      this.#members.delete(member)
    }
    await member.start().catch(async (error: unknown) => {
      await stop()
      throw error
    })
    return { stop }
  }

  announce(subject: string, data: Uint8Array = new Uint8Array()): void {
    if (this.#isClosed) return
    const isHeard = this.#ownListeners.notify(subject, data)
    // NOTE: the client would keep everything sent during an outage in memory.
    if (!this.#isConnected || this.#nc.isClosed()) return
    try {
      this.#nc.publish(subject, data, isHeard ? { headers: this.#heard } : {})
    } catch (err) {
      this.#log.error({ err, subject }, 'sending an announcement failed; it is not repeated')
    }
  }

  async listen(
    subject: string,
    handler: (data: Uint8Array) => void,
    { onGap, isOwnAtOnce = false }: ListenOptions = {},
  ): Promise<Subscription> {
    this.#assertConnected()
    // First: the callback drops what listeners of this process have heard without the server.
    const own = isOwnAtOnce ? this.#ownListeners.add(subject, handler) : undefined
    const subscription = await this.#listenToServer(subject, (err, msg) => {
      // A permission error, which the status of the connection reports too.
      if (err !== null) return
      // NOTE: a user with the permission to pull can have messages delivered to any subject; they carry the subject for their acknowledgement.
      if (msg.reply !== undefined && msg.reply !== '') return
      if (isOwnAtOnce && msg.headers?.get(heardHeader) === this.#id) return
      try {
        handler(msg.data)
      } catch (err) {
        this.#log.error({ err, subject }, 'a listener failed; the message is not repeated')
      }
    }).catch(async (error: unknown) => {
      await own?.stop()
      throw error
    })
    // A new function for each subscription: one handler may listen to several subjects.
    const reportGap = () => onGap?.()
    this.#gapListeners.add(reportGap)
    reportGap()
    return {
      stop: async () => {
        this.#gapListeners.delete(reportGap)
        await own?.stop()
        subscription.unsubscribe()
      },
    }
  }

  async #listenToServer(subject: string, callback: MsgCallback<Msg>): Promise<NatsSubscription> {
    const subscription = this.#nc.subscribe(subject, { callback })
    await withTimeout(answerMs, this.#nc.flush()).catch((error: unknown) => {
      subscription.unsubscribe()
      throw error
    })
    return subscription
  }

  async ready(): Promise<void> {
    this.#assertConnected()
    if (this.#keepsStream) await this.keptSince()
    else await this.#confirmConnection()
  }

  async keptSince(): Promise<Date> {
    this.#assertConnected()
    const created = await confirmStream(this.#manager).catch((cause: unknown) => {
      throw new Error('NATS does not answer for the stream of events.', { cause })
    })
    return new Date(created)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#ownListeners.clear()
    await Promise.all([...this.#members].map((member) => member.stop()))
    await waitAtMost(
      2_000,
      this.#nc.drain().catch(() => undefined),
    )
    await this.#nc.close()
  }

  async #confirmConnection(): Promise<void> {
    await withTimeout(answerMs, this.#nc.flush()).catch((cause: unknown) => {
      throw new Error('NATS does not answer.', { cause })
    })
  }

  #assertConnected(): void {
    if (this.#isClosed) throw new Error('The bus is closed.')
    if (!this.#isConnected || this.#nc.isClosed()) throw new Error('NATS cannot be reached.')
  }

  async #watch(): Promise<void> {
    for await (const status of this.#nc.status()) {
      if (status.type === 'disconnect') {
        this.#isConnected = false
        for (const reportGap of this.#gapListeners) reportGap()
        for (const member of this.#members) member.suspend()
        if (!this.#isClosed) this.#log.warn('lost connection to NATS; reconnecting')
      } else if (status.type === 'reconnect') {
        this.#isConnected = true
        this.#refusals.clear()
        for (const reportGap of this.#gapListeners) reportGap()
        this.#log.info('reconnected to NATS')
        void this.#heal()
      } else if (status.type === 'error') {
        this.#logRefusal(status.error)
      }
    }
  }

  // Logged once per connection, because announcements and connection attempts are many.
  #logRefusal({ message }: Error): void {
    if (this.#refusals.has(message) || this.#refusals.size >= refusalsMax) return
    this.#refusals.add(message)
    this.#log.error({ refusal: message }, 'NATS refused an operation of the user of NATS_URL')
  }

  async #heal(): Promise<void> {
    if (!this.#keepsStream) return
    await ensureStream(this.#manager).catch((err: unknown) =>
      this.#log.debug({ err }, 'the stream does not exist yet; retrying'),
    )
    for (const member of this.#members) member.heal()
  }
}
