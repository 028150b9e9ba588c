import { type Client, type Metadata, status } from '@grpc/grpc-js'
import { asIs, bytesOf, contextKey, refusedKey, replyKey, statusKey } from './unary-server.ts'
import { busy, type Cancel, emptyBytes, failedWith, type OnReply, refused, type WireCall } from './wire.ts'

export interface UnaryOptions {
  client: Client
  metadata: Metadata
  /** The peer drains. */
  onAway: () => void
}

/** Makes one plain gRPC call. */
export function unaryCall({ client, metadata, onAway }: UnaryOptions, call: WireCall, onReply: OnReply): Cancel {
  const sent = metadata.clone()
  if (call.context.length > 0) sent.set(contextKey, call.context)
  if (call.traceparent !== '') sent.set('traceparent', call.traceparent)
  const deadline = Number.isFinite(call.deadlineMs) ? Date.now() + call.deadlineMs - performance.now() : call.deadlineMs
  let isCancelled = false
  let trailers: Metadata | undefined
  let answer: Buffer | undefined
  let failed: { code: number; details: string } | undefined
  // The trailers of a good answer arrive with 'status', after the callback.
  const finish = () => {
    if (isCancelled || trailers === undefined) return
    const replyContext = bytesOf(trailers, replyKey)
    if (answer !== undefined) return onReply({ code: status.OK, payload: answer, replyContext, refused: false })
    const { code, details } = failed ?? { code: status.INTERNAL, details: '' }
    const refusal = trailers.get(refusedKey)[0]
    if (refusal === 'away') onAway()
    if (refusal === 'busy') return onReply(busy)
    if (refusal !== undefined || wasNeverSent(code, details)) return onReply(refused)
    const payload = bytesOf(trailers, statusKey)
    onReply(payload.length > 0 ? { code, payload, replyContext, refused: false } : failedWith(code))
  }
  const running = client.makeUnaryRequest(call.method, asIs, asIs, call.payload, sent, { deadline }, (err, value) => {
    if (err === null) answer = value ?? emptyBytes
    else failed = err
  })
  running.on('status', (ended) => {
    trailers = ended.metadata
    finish()
  })
  return () => {
    isCancelled = true
    running.cancel()
  }
}

// NOTE: only the text of the grpc-js error says that a call never left the machine.
const wasNeverSent = (code: number, details: string) =>
  code === status.UNAVAILABLE && details.startsWith('No connection established')
