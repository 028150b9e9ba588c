import {
  JetStreamApiError,
  type JetStreamClient,
  JetStreamError,
  type JetStreamManager,
  jetstream,
} from '@nats-io/jetstream'
import { headers, type MsgHdrs, type NatsConnection } from '@nats-io/transport-node'
import { sentTraceparent } from '../../telemetry/index.ts'
import { type BusMessage, BusStoresNothing } from '../bus.ts'
import { idHeader, traceparentHeader } from './delivery.ts'
import { ensureStream, streamName } from './stream.ts'

const inFlightMax = 128
const ackTimeoutMs = 5_000

/** Publishes with at most 128 pending acknowledgements per call. Creates a missing stream once and publishes the message again. */
export class Publisher {
  readonly #nc: NatsConnection
  readonly #client: JetStreamClient
  readonly #manager: JetStreamManager
  #ensuring: Promise<string> | undefined

  constructor(nc: NatsConnection, manager: JetStreamManager) {
    this.#nc = nc
    this.#client = jetstream(nc)
    this.#manager = manager
  }

  async publish(messages: readonly BusMessage[]): Promise<void> {
    let next = 0
    let hasFailed = false
    const lane = async (): Promise<void> => {
      for (let message = messages[next++]; message !== undefined && !hasFailed; message = messages[next++])
        await this.#sendHealing(message)
    }
    const lanes = Array.from({ length: Math.min(inFlightMax, messages.length) }, () =>
      lane().catch((error: unknown) => {
        hasFailed = true
        throw error
      }),
    )
    // Waits for all, so that no message of this batch is in flight when the caller publishes it again.
    const failed = (await Promise.allSettled(lanes)).find((outcome) => outcome.status === 'rejected')
    if (failed !== undefined) throw failed.reason
  }

  /** Waits for one acknowledgement for all: the server processes the messages of a connection in order. */
  async publishTrain(messages: readonly BusMessage[]): Promise<void> {
    const last = messages.at(-1)
    if (last === undefined) return
    try {
      for (const message of messages.slice(0, -1))
        this.#nc.publish(message.subject, message.data, { headers: headOf(message) })
      await this.#send(last)
    } catch (error) {
      if (!isStreamMissing(error)) throw error
      await this.publish(messages)
    }
  }

  async #sendHealing(message: BusMessage): Promise<void> {
    try {
      await this.#send(message)
    } catch (error) {
      if (!isStreamMissing(error)) throw error
      await this.#ensureStream()
      await this.#send(message)
    }
  }

  async #send(message: BusMessage): Promise<void> {
    const options = { headers: headOf(message), timeout: ackTimeoutMs }
    const ack = await this.#client.publish(message.subject, message.data, options).catch((thrown: unknown) => {
      throw asRefusal(thrown)
    })
    if (ack.stream !== streamName)
      throw new Error(`Another stream, ${ack.stream}, holds the subjects of ${streamName}.`)
  }

  #ensureStream(): Promise<string> {
    this.#ensuring ??= ensureStream(this.#manager).finally(() => {
      this.#ensuring = undefined
    })
    return this.#ensuring
  }
}

function headOf(message: BusMessage): MsgHdrs {
  const head = headers()
  const traceparent = sentTraceparent(message, 'nats')
  head.set(idHeader, message.id)
  if (traceparent !== '') head.set(traceparentHeader, traceparent)
  return head
}

// Of all answers of JetStream this one alone is about the message: the stream has a maximum size of messages.
const isTooLong = 10054

const asRefusal = (thrown: unknown): unknown =>
  thrown instanceof JetStreamApiError && thrown.code !== isTooLong
    ? new BusStoresNothing(
        `NATS stores no events (${thrown.message}): give JetStream more room (max_file_store, its disk), or correct the stream ${streamName}`,
        { cause: thrown },
      )
    : thrown

// NOTE: a publish without a matching stream always fails with "jetstream is not enabled".
const isStreamMissing = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'JetStreamNotEnabled' || error instanceof JetStreamError)
