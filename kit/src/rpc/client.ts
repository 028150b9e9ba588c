import { status } from '@grpc/grpc-js'
import { type CallContext, ReplyContext } from '@plinth/proto/common/v1/context.ts'
import { startTimeout } from '../async/timeout.ts'
import { decodeError, PlinthError, toPlinthError } from '../errors/index.ts'
import { rpcClientSpan } from '../telemetry/index.ts'
import type { Caller } from './callers.ts'
import { encodeContext } from './encode-context.ts'
import { callTimeoutMsDefault, type RpcLimits } from './limits.ts'
import type { CallOptions, Client, MethodDefinition, ServiceDefinition } from './service.ts'
import { type Cancel, emptyBytes, type Settle, type WireCall, type WireReply } from './wire.ts'

/** Who calls, and by what. */
export interface Way {
  caller: Caller
  send: Send
  limits: RpcLimits
}
export type Send = (call: WireCall, settle: Settle) => Cancel

/** A typed client of a service over whatever carries the calls. */
export function clientOf<S extends ServiceDefinition>(service: S, way: Way): Client<S> {
  const methods = Object.entries(service).map(([name, method]) => [
    name,
    (request: unknown, options: CallOptions = {}) =>
      rpcClientSpan(method.path, (traceparent) => call({ ...way, method, request, options, traceparent })),
  ])
  // Built from the service's own entries, so every name has the type that Client<S> gives it.
  return Object.fromEntries(methods) as Client<S>
}

interface Call extends Way {
  method: MethodDefinition
  request: unknown
  options: CallOptions
  traceparent: string
}

function call({ caller, send, method, request, options, traceparent, limits }: Call): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const { signal, onReply, timeoutMs = callTimeoutMsDefault } = options
    if (signal?.aborted) return reject(cancelled(signal))
    const encoded = encode(method, request, options.context, limits)
    if (encoded instanceof PlinthError) return reject(encoded)
    let isSettled = false
    const finish = (): boolean => {
      if (isSettled) return false
      isSettled = true
      limit.clear()
      signal?.removeEventListener('abort', onAbort)
      return true
    }
    const settle: Settle = (reply) => {
      if (!finish()) return
      try {
        resolve(read(method, reply, onReply))
      } catch (thrown) {
        reject(toPlinthError(thrown))
      }
    }
    const giveUp = (err: PlinthError) => {
      if (!finish()) return
      cancel()
      reject(err)
    }
    const onAbort = () => giveUp(cancelled(signal))
    const limit = startTimeout(timeoutMs, () => giveUp(timedOut(timeoutMs)))
    signal?.addEventListener('abort', onAbort)
    const deadlineMs = performance.now() + timeoutMs
    const cancel = send({ method: method.path, caller, ...encoded, traceparent, deadlineMs }, settle)
  })
}

function encode(method: MethodDefinition, request: unknown, context: CallContext | undefined, limits: RpcLimits) {
  try {
    // The request's type is the method's own: Client<S> saw to it.
    const payload = method.requestSerialize(request as never)
    if (payload.length > limits.messageBytesMax) throw new Error(`a request of ${payload.length} bytes`)
    return { payload, context: context === undefined ? emptyBytes : encodeContext(context) }
  } catch (cause) {
    return toPlinthError(cause)
  }
}

function read(method: MethodDefinition, reply: WireReply, onReply: CallOptions['onReply']): unknown {
  const { code, payload, replyContext } = reply
  const isFromTheCallee = code === status.OK || payload.length > 0
  if (onReply !== undefined && isFromTheCallee) onReply(ReplyContext.decode(replyContext))
  if (code === status.OK) return method.responseDeserialize(payload)
  throw payload.length > 0 ? decodeError(payload) : transportError(code)
}

function transportError(code: number): PlinthError {
  const cause = new Error(`gRPC status ${status[code] ?? code}`)
  switch (code) {
    case status.DEADLINE_EXCEEDED:
      return new PlinthError('GATEWAY_TIMEOUT', 'A part of the service did not answer in time.', { cause })
    // Bare, both are one part refusing another, never an answer about the caller of the API.
    case status.UNAUTHENTICATED:
    case status.PERMISSION_DENIED:
    case status.UNAVAILABLE:
      return new PlinthError('SERVICE_UNAVAILABLE', 'A part of the service cannot be reached right now.', { cause })
    default:
      return toPlinthError(cause)
  }
}

const timedOut = (timeoutMs: number) =>
  new PlinthError('GATEWAY_TIMEOUT', 'A part of the service did not answer in time.', {
    cause: new Error(`no answer in ${timeoutMs} ms`),
  })

function cancelled(signal: AbortSignal | undefined): PlinthError {
  const cause: unknown = signal?.reason
  if (cause instanceof PlinthError) return cause
  return new PlinthError('SERVICE_UNAVAILABLE', 'The call was cancelled by its caller.', { cause })
}
