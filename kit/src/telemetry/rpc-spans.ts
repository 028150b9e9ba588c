import { SpanKind } from '@opentelemetry/api'
import { withSpan } from './span.ts'
import { contextOf, currentTraceparent } from './traceparent.ts'
import { isTracing } from './tracing.ts'

// "/plinth.identity.v1.UsersService/GetUser" → "plinth.identity.v1.UsersService/GetUser", as the RPC conventions name a method.
const shape = (path: string, kind: SpanKind) => ({
  name: path.slice(1),
  kind,
  attributes: { 'rpc.system.name': 'grpc', 'rpc.method': path.slice(1) },
})

/** A call to another part, by its gRPC path; fn gets the traceparent to send along. */
export const rpcClientSpan = <T>(path: string, fn: (traceparent: string) => Promise<T>): Promise<T> =>
  isTracing() ? withSpan(shape(path, SpanKind.CLIENT), () => fn(currentTraceparent())) : fn('')

/** A call served, by its gRPC path, as caused by the caller's traceparent. */
export const rpcServerSpan = <T>(path: string, traceparent: string, fn: () => Promise<T>): Promise<T> =>
  isTracing() ? withSpan({ ...shape(path, SpanKind.SERVER), parent: contextOf(traceparent) }, fn) : fn()
