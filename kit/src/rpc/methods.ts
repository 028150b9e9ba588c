import { status } from '@grpc/grpc-js'
import { CallContext, ReplyContext } from '@plinth/proto/common/v1/context.ts'
import { encodeError, errorCodes, PlinthError, toPlinthError } from '../errors/index.ts'
import type { Logger } from '../log.ts'
import { rpcServerSpan, traceFieldsOf } from '../telemetry/index.ts'
import { type Caller, type Callers, callersOf, gatewayAlone } from './callers.ts'
import { encodeMessage } from './encode.ts'
import type { RpcLimits } from './limits.ts'
import { ServedCall } from './served-call.ts'
import type { Handlers, MethodDefinition, ServerCall, ServiceDefinition } from './service.ts'
import {
  busy,
  type Cancel,
  emptyBytes,
  failedWith,
  type OnReply,
  refused,
  unavailable,
  type WireCall,
  type WireReply,
} from './wire.ts'

interface Method {
  definition: MethodDefinition
  callers: ReadonlySet<Caller>
  run: (request: unknown, call: ServerCall) => Promise<unknown>
}

// Drops its call when it leaves: the old table of a Set that grew would keep the call alive (see exchange-client.ts).
interface Running {
  served: ServedCall | undefined
  isCancelled: boolean
  onReply: OnReply | undefined
}

const callerGone = new PlinthError('SERVICE_UNAVAILABLE', 'The caller no longer waits.')
const stopping = new PlinthError('SERVICE_UNAVAILABLE', 'This part of the service is stopping.')

/** The methods of a host; every transport runs them through invoke(). */
export class Methods {
  readonly #methods = new Map<string, Method>()
  readonly #services = new Set<ServiceDefinition>()
  readonly #log: Logger
  readonly #limits: RpcLimits
  readonly #running = new Set<Running>()
  readonly #refused = new Set<string>()
  #isClosed = false
  #idle: (() => void)[] = []

  constructor(options: { log: Logger; limits: RpcLimits }) {
    this.#log = options.log
    this.#limits = options.limits
  }

  get services(): Iterable<ServiceDefinition> {
    return this.#services
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  expose<S extends ServiceDefinition>(service: S, handlers: Handlers<S>, callers: Callers<S> = gatewayAlone): void {
    this.#services.add(service)
    for (const [name, definition] of Object.entries(service)) {
      const handler = handlers[name]
      if (handler === undefined) throw new Error(`${definition.path} has no handler`)
      if (this.#methods.has(definition.path)) throw new Error(`${definition.path} is exposed twice`)
      // Handlers<S> gives the handler the request type of its method; a map over all services loses it.
      const run = handler as (request: unknown, call: ServerCall) => Promise<unknown>
      this.#methods.set(definition.path, {
        definition,
        callers: callersOf(callers, name),
        run: (request, call) => run.call(handlers, request, call),
      })
    }
  }

  /** Runs a call and calls onReply once, never before this returns. */
  invoke(call: WireCall, onReply: OnReply): Cancel {
    if (this.#isClosed || this.#running.size >= this.#limits.callsRunningMax) {
      const refusal = this.#isClosed ? refused : busy
      queueMicrotask(() => onReply(refusal))
      return () => undefined
    }
    const running: Running = { served: undefined, isCancelled: false, onReply }
    this.#running.add(running)
    queueMicrotask(async () => {
      const reply = running.isCancelled ? failedWith(status.CANCELLED) : await this.#serve(call, running)
      if (this.#running.delete(running)) onReply(reply)
      running.served = undefined
      running.onReply = undefined
      if (this.#running.size === 0) for (const wake of this.#idle.splice(0)) wake()
    })
    return () => cancel(running, callerGone)
  }

  /** Refuses further calls; resolves when the last handler has returned. */
  async close(): Promise<void> {
    this.#isClosed = true
    if (this.#running.size > 0) await new Promise<void>((resolve) => this.#idle.push(resolve))
  }

  /** Refuses further calls and aborts the running ones; their callers get UNAVAILABLE. */
  abandon(): void {
    this.#isClosed = true
    for (const running of this.#running) {
      this.#running.delete(running)
      cancel(running, stopping)
      running.onReply?.(unavailable)
    }
    for (const wake of this.#idle.splice(0)) wake()
  }

  // Logged once for each caller and method: a compromised part could fill the log.
  #refuse({ caller, method }: WireCall): WireReply {
    const who = `${caller} ${method}`
    if (!this.#refused.has(who))
      this.#log.warn({ caller, rpc: method }, 'a call was refused: its caller may not call this method')
    this.#refused.add(who)
    return failedWith(status.PERMISSION_DENIED)
  }

  async #serve(call: WireCall, running: Running): Promise<WireReply> {
    const method = this.#methods.get(call.method)
    if (method === undefined) return failedWith(status.UNIMPLEMENTED)
    if (!method.callers.has(call.caller)) return this.#refuse(call)
    let served: ServedCall | undefined
    try {
      const { request, context } = decode(method.definition, call)
      const handled = new ServedCall(call, context)
      served = handled
      running.served = handled
      const answer = await rpcServerSpan(call.method, call.traceparent, () => method.run(request, handled))
      // Handlers<S> gives the answer the type of its method.
      const payload = method.definition.responseSerialize(answer as never)
      if (payload.length > this.#limits.messageBytesMax) throw tooLarge(request, payload.length)
      return { code: status.OK, payload, replyContext: replyBytes(served.reply), refused: false }
    } catch (thrown) {
      const err = toPlinthError(thrown)
      if (err.code === 'INTERNAL_ERROR') {
        const facts = { rpc: call.method, request_id: served?.context.requestId, ...traceFieldsOf(call.traceparent) }
        this.#log.error({ err, ...facts }, 'a call failed with INTERNAL_ERROR')
      }
      const replyContext = served === undefined ? emptyBytes : replyBytes(served.reply)
      return { code: errorCodes[err.code].grpc, payload: encodeError(err), replyContext, refused: false }
    } finally {
      served?.finish()
    }
  }
}

function cancel(running: Running, reason: PlinthError): void {
  running.isCancelled = true
  running.served?.abort(reason)
}

function decode(definition: MethodDefinition, { payload, context }: WireCall) {
  try {
    return { request: definition.requestDeserialize(payload), context: CallContext.decode(context) }
  } catch (cause) {
    throw new PlinthError('INVALID_FORMAT', 'The request could not be read.', { cause })
  }
}

function replyBytes(reply: ReplyContext): Buffer {
  if (!reply.isReplay && reply.firstRequestId === '') return emptyBytes
  return encodeMessage(ReplyContext, reply)
}

/** A page of a list is for its caller to make smaller; any other answer of that size is a mistake. */
function tooLarge(request: unknown, bytes: number): Error {
  const isPage = typeof request === 'object' && request !== null && 'query' in request
  if (!isPage) return new Error(`an answer of ${bytes} bytes`)
  return new PlinthError('INVALID_PARAMETER', 'The page is too large for one answer. Lower per_page.', {
    details: { per_page: [`The page has ${Math.ceil(bytes / 1_048_576)} MiB. Lower per_page.`] },
  })
}
