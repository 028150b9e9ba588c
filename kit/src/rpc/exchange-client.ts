import { type Client, type ClientDuplexStream, type Metadata, status } from '@grpc/grpc-js'
import { ExchangeRequest, ExchangeResponse, ExchangeServiceService } from '@plinth/proto/rpc/v1/exchange.ts'
import { BatchWriter } from './batch-writer.ts'
import { encodeMessage } from './encode.ts'
import type { ConnectionEvents } from './health-client.ts'
import type { RpcLimits } from './limits.ts'
import { asIs } from './unary-server.ts'
import { busy, type Cancel, type OnReply, refused, timeLeftMs, unavailable, type WireCall } from './wire.ts'

interface Outgoing {
  id: number
  /** Absent for a cancellation. */
  call: WireCall | undefined
  bytes: number
}

// NOTE: when a Map grows, its old table stays in memory with its entries until a full collection. So an entry drops its
// callback when it leaves: else the old table would keep the call alive.
interface Waiting {
  onReply: OnReply | undefined
}

export interface ExchangeOptions {
  client: Client
  metadata: Metadata
  limits: RpcLimits
  events: ConnectionEvents
}

const idMax = 0xffff_ffff

/** The end of the caller of an exchange stream. When the stream breaks, calls not yet written are `refused`: they may go to another peer. */
export class ExchangeStream {
  readonly #stream: ClientDuplexStream<Buffer, Buffer>
  readonly #events: ConnectionEvents
  readonly #waiting = new Map<number, Waiting>()
  readonly #writer: BatchWriter<Outgoing>
  #refusal = busy
  #lastId = 0
  #isOver = false

  constructor({ client, metadata, limits, events }: ExchangeOptions) {
    this.#events = events
    this.#writer = new BatchWriter({ batchBytesMax: limits.batchBytesMax, write: (frames) => this.#write(frames) })
    const { path } = ExchangeServiceService.exchange
    this.#stream = client.makeBidiStreamRequest(path, asIs, asIs, metadata)
    this.#stream.on('metadata', () => events.onReady())
    this.#stream.on('data', (bytes: Buffer) => this.#read(bytes))
    this.#stream.on('drain', () => this.#writer.resume())
    this.#stream.on('error', () => undefined)
    this.#stream.on('status', ({ code, details }) => this.#end(details, code))
  }

  start(call: WireCall, onReply: OnReply): Cancel {
    if (this.#isOver) {
      queueMicrotask(() => onReply(refused))
      return () => undefined
    }
    const id = this.#freeId()
    const frame: Outgoing = { id, call, bytes: call.payload.length + call.context.length + call.method.length + 80 }
    this.#waiting.set(id, { onReply })
    this.#writer.push(frame)
    return () => {
      if (this.#leave(id) !== undefined) this.#writer.push({ id, call: undefined, bytes: 6 })
    }
  }

  /** Ends the stream after the calls in flight. */
  end(): void {
    this.#stream.end()
  }

  #leave(id: number): OnReply | undefined {
    const waiting = this.#waiting.get(id)
    if (waiting === undefined) return undefined
    this.#waiting.delete(id)
    const { onReply } = waiting
    waiting.onReply = undefined
    return onReply
  }

  #freeId(): number {
    do this.#lastId = this.#lastId === idMax ? 1 : this.#lastId + 1
    while (this.#waiting.has(this.#lastId))
    return this.#lastId
  }

  #write(frames: Outgoing[]): boolean {
    const request: ExchangeRequest = { calls: [], cancels: [] }
    for (const { id, call } of frames) {
      if (call === undefined) request.cancels.push(id)
      else if (this.#waiting.has(id)) request.calls.push(callFrame(id, call))
    }
    return this.#stream.write(encodeMessage(ExchangeRequest, request))
  }

  #read(bytes: Buffer): void {
    const response = decodeResponse(bytes)
    if (response === undefined) {
      this.#stream.cancel()
      return
    }
    for (const reply of response.replies) {
      this.#leave(reply.id)?.(reply.refused ? this.#refusal : reply)
    }
    if (response.drain) {
      this.#refusal = refused
      this.#events.onAway()
    }
  }

  #end(why: string, code: number): void {
    if (this.#isOver) return
    this.#isOver = true
    const unsent = new Set(this.#writer.stop().map(({ id }) => id))
    this.#events.onClosed(code === status.OK ? 'the peer ended the exchange' : why, code)
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const [id, { onReply }] of waiting) onReply?.(unsent.has(id) ? refused : unavailable)
  }
}

const callFrame = (id: number, { method, context, traceparent, payload, deadlineMs }: WireCall) => ({
  id,
  method,
  timeoutMs: deadlineMs === Number.POSITIVE_INFINITY ? 0 : timeLeftMs(deadlineMs),
  context,
  traceparent,
  payload,
})

function decodeResponse(bytes: Buffer): ExchangeResponse | undefined {
  try {
    return ExchangeResponse.decode(bytes)
  } catch {
    return undefined
  }
}
