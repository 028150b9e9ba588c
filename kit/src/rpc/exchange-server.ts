import { Metadata, type ServerDuplexStream, status } from '@grpc/grpc-js'
import {
  type CallFrame,
  ExchangeRequest,
  ExchangeResponse,
  ExchangeServiceService,
  type ReplyFrame,
} from '@plinth/proto/rpc/v1/exchange.ts'
import { BatchWriter } from './batch-writer.ts'
import type { Caller } from './callers.ts'
import { encodeMessage } from './encode.ts'
import type { RpcLimits } from './limits.ts'
import type { Methods } from './methods.ts'
import type { Gatekeeper } from './security.ts'
import { asIs } from './unary-server.ts'
import { type Cancel, refused, type WireReply } from './wire.ts'

type Stream = ServerDuplexStream<Buffer, Buffer>

interface QueuedReply extends ReplyFrame {
  bytes: number
}

interface ServedStreamOptions {
  stream: Stream
  caller: Caller
  methods: Methods
  limits: RpcLimits
}

/** The stream of one caller: runs the calls that arrive, and sends the replies of one tick in one message. */
class ServedStream {
  readonly #stream: Stream
  readonly #caller: Caller
  readonly #methods: Methods
  readonly #limits: RpcLimits
  readonly #running = new Map<number, Cancel>()
  readonly #writer: BatchWriter<QueuedReply>
  readonly #ageTimer: NodeJS.Timeout
  #isDraining = false
  #hasCallerEnded = false
  #isOver = false

  constructor({ stream, caller, methods, limits }: ServedStreamOptions, onOver: () => void) {
    this.#stream = stream
    this.#caller = caller
    this.#methods = methods
    this.#limits = limits
    this.#writer = new BatchWriter({ batchBytesMax: limits.batchBytesMax, write: (replies) => this.#write(replies) })
    this.#ageTimer = setTimeout(() => this.drain(), limits.streamAgeMs * (0.9 + Math.random() * 0.2)).unref()
    const over = () => {
      if (this.#isOver) return
      this.#isOver = true
      clearTimeout(this.#ageTimer)
      this.#writer.stop()
      for (const cancel of this.#running.values()) cancel()
      onOver()
    }
    stream.on('data', (bytes: Buffer) => this.#read(bytes))
    stream.on('end', () => {
      this.#hasCallerEnded = true
      this.#endWhenIdle()
    })
    stream.on('drain', () => {
      this.#writer.resume()
      this.#readOn()
    })
    stream.on('finish', over)
    stream.on('cancelled', over)
    stream.on('error', over)
    stream.on('close', over)
    stream.sendMetadata(new Metadata())
  }

  /** Asks the caller for no further calls on this stream; the caller ends the stream when it has its replies. */
  drain(): void {
    if (this.#isDraining || this.#isOver) return
    this.#isDraining = true
    this.#stream.write(encodeMessage(ExchangeResponse, { replies: [], drain: true }))
  }

  #read(bytes: Buffer): void {
    const request = decodeRequest(bytes)
    if (request === undefined) {
      this.#stream.emit('error', { code: status.INVALID_ARGUMENT, details: 'a message that cannot be read' })
      return
    }
    for (const id of request.cancels) this.#running.get(id)?.()
    for (const call of request.calls) this.#serve(call)
    if (this.#isFull()) this.#stream.pause()
  }

  #serve({ id, method, payload, context, traceparent, timeoutMs }: CallFrame): void {
    if (this.#isDraining) {
      this.#answer(id, refused)
      return
    }
    const deadlineMs = timeoutMs === 0 ? Number.POSITIVE_INFINITY : performance.now() + timeoutMs
    const call = { method, caller: this.#caller, payload, context, traceparent, deadlineMs }
    this.#running.set(
      id,
      this.#methods.invoke(call, (reply) => {
        this.#running.delete(id)
        this.#answer(id, reply)
      }),
    )
  }

  #answer(id: number, reply: WireReply): void {
    if (this.#isOver) return
    const { code, payload, replyContext, refused } = reply
    this.#writer.push({ id, code, payload, replyContext, refused, bytes: payload.length + replyContext.length + 16 })
  }

  #write(replies: QueuedReply[]): boolean {
    const goesOn = this.#stream.write(encodeMessage(ExchangeResponse, { replies, drain: false }))
    this.#readOn()
    this.#endWhenIdle()
    return goesOn
  }

  // Backpressure: the stream of a caller that does not read its replies is not read either.
  #isFull(): boolean {
    const { queued, bytesQueued } = this.#writer
    return queued.length > this.#limits.callsInFlightMax || bytesQueued > this.#limits.bytesInFlightMax
  }

  #readOn(): void {
    if (this.#stream.isPaused() && !this.#isFull()) this.#stream.resume()
  }

  #endWhenIdle(): void {
    if (this.#hasCallerEnded && this.#running.size === 0 && this.#writer.queued.length === 0) this.#stream.end()
  }
}

export interface ExchangeServer {
  definition: typeof definition
  implementation: { exchange: (stream: Stream) => void }
  /** Resolves when every caller has its replies and has ended its stream. */
  drain(): Promise<void>
}

const definition = {
  exchange: {
    path: ExchangeServiceService.exchange.path,
    requestStream: true,
    responseStream: true,
    requestSerialize: asIs,
    requestDeserialize: asIs,
    responseSerialize: asIs,
    responseDeserialize: asIs,
  },
} as const

/** Serves methods over exchange streams. */
export function exchangeServer(options: {
  methods: Methods
  gatekeeper: Gatekeeper
  limits: RpcLimits
}): ExchangeServer {
  const { methods, gatekeeper, limits } = options
  const streams = new Set<ServedStream>()
  const waiting: (() => void)[] = []
  const exchange = (stream: Stream) => {
    const caller = gatekeeper.identify(stream)
    if (caller === undefined) {
      stream.emit('error', gatekeeper.refusal)
      return
    }
    if (methods.isClosed) {
      stream.emit('error', { code: status.UNAVAILABLE, details: 'it is stopping' })
      return
    }
    const served: ServedStream = new ServedStream({ stream, caller, methods, limits }, () => {
      streams.delete(served)
      if (streams.size === 0) for (const wake of waiting.splice(0)) wake()
    })
    streams.add(served)
  }
  return {
    definition,
    implementation: { exchange },
    async drain() {
      for (const stream of streams) stream.drain()
      if (streams.size > 0) await new Promise<void>((resolve) => waiting.push(resolve))
    },
  }
}

function decodeRequest(bytes: Buffer): ExchangeRequest | undefined {
  try {
    return ExchangeRequest.decode(bytes)
  } catch {
    return undefined
  }
}
