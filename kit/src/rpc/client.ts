import { status } from '@grpc/grpc-js'
import { type CallContext, ReplyContext } from '@plinth/proto/common/v1/context.ts'
import { decodeError, PlinthError, toPlinthError } from '../errors/index.ts'
import { rpcClientSpan } from '../telemetry/index.ts'
import { startTimeout } from '../timeout.ts'
import type { Caller } from './callers.ts'
import { encodeContext } from './encode.ts'
import { callTimeoutMsDefault, type RpcLimits } from './limits.ts'
import { RpcStatus } from './rpc-status.ts'
import type { CallOptions, Client, MethodDefinition, ServiceDefinition } from './service.ts'
import { type Cancel, emptyBytes, type OnReply, type WireCall, type WireReply } from './wire.ts'

/** The caller of a client, and the way its calls take. */
export interface CallPath {
  caller: Caller
  send: Send
  limits: RpcLimits
}
export type Send = (call: WireCall, onReply: OnReply) => Cancel

/** A typed client of a service over any transport. */
export function clientOf<S extends ServiceDefinition>(service: S, path: CallPath): Client<S> {
  const methods = Object.entries(service).map(([name, method]) => [
    name,
    (request: unknown, options: CallOptions = {}) =>
      rpcClientSpan(method.path, (traceparent) => call({ ...path, method, request, options, traceparent })),
  ])
  // Built from the entries of the service, so every name has the type that Client<S> gives it.
  return Object.fromEntries(methods) as Client<S>
}

interface Call extends CallPath {
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
    let isFinished = false
    const finish = (): boolean => {
      if (isFinished) return false
      isFinished = true
      limit.clear()
      signal?.removeEventListener('abort', onAbort)
      return true
    }
    const receive: OnReply = (reply) => {
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
    const cancel = send({ method: method.path, caller, ...encoded, traceparent, deadlineMs }, receive)
  })
}

function encode(method: MethodDefinition, request: unknown, context: CallContext | undefined, limits: RpcLimits) {
  try {
    // Client<S> gives the request the type of its method.
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
  const cause = new RpcStatus(code)
  switch (code) {
    case status.DEADLINE_EXCEEDED:
      return new PlinthError('GATEWAY_TIMEOUT', 'A part of the service did not answer in time.', { cause })
    // Without a status payload both mean that one part refused another: no answer about the caller of the API.
    case status.UNAUTHENTICATED:
    case status.PERMISSION_DENIED:
    case status.UNAVAILABLE:
      return new PlinthError('SERVICE_UNAVAILABLE', 'A part of the service cannot be reached right now.', { cause })
    case status.UNIMPLEMENTED:
      return new PlinthError('SERVICE_UNAVAILABLE', 'A part of the service is still of the release before.', { cause })
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
