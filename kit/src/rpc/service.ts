import type { CallContext, ReplyContext } from '@plinth/proto/common/v1/context.ts'

/** One unary method as ts-proto describes it. */
export interface MethodDefinition {
  readonly path: string
  readonly requestStream: boolean
  readonly responseStream: boolean
  readonly requestSerialize: (value: never) => Buffer
  readonly requestDeserialize: (bytes: Buffer) => unknown
  readonly responseSerialize: (value: never) => Buffer
  readonly responseDeserialize: (bytes: Buffer) => unknown
}
export type ServiceDefinition = Readonly<Record<string, MethodDefinition>>

export type RequestOf<M extends MethodDefinition> = ReturnType<M['requestDeserialize']>
export type ResponseOf<M extends MethodDefinition> = ReturnType<M['responseDeserialize']>

/** The call that a handler gets. */
export interface ServerCall {
  readonly context: CallContext
  /** Aborted when the caller cancels or is gone, or the deadline has passed. */
  readonly signal: AbortSignal
  /** W3C traceparent of the caller; empty without a trace. */
  readonly traceparent: string
  /** Sent beside the answer or the error; the handler may fill it. */
  readonly reply: ReplyContext
}

export type Handler<M extends MethodDefinition> = (request: RequestOf<M>, call: ServerCall) => Promise<ResponseOf<M>>
export type Handlers<S extends ServiceDefinition> = { readonly [Name in keyof S]: Handler<S[Name]> }

export interface CallOptions {
  /** Default: an empty context. */
  context?: CallContext
  /** Default 10,000. After it the call fails with GATEWAY_TIMEOUT and the handler's signal is aborted. */
  timeoutMs?: number
  signal?: AbortSignal
  /** Called once, before the promise settles, with the context of the reply. */
  onReply?: (reply: ReplyContext) => void
}

/** Rejects with PlinthError only: of the server, or GATEWAY_TIMEOUT, SERVICE_UNAVAILABLE, INTERNAL_ERROR of the transport. */
export type Client<S extends ServiceDefinition> = {
  readonly [Name in keyof S]: (request: RequestOf<S[Name]>, options?: CallOptions) => Promise<ResponseOf<S[Name]>>
}
