import { SpanKind } from '@opentelemetry/api'
import { clientDurations, serverDurations, timed } from './rpc-metrics.ts'
import { withSpan } from './span.ts'
import { contextOf, currentTraceparent } from './traceparent.ts'
import { isTracing } from './tracing.ts'

// "/plinth.identity.v1.UsersService/GetUser" → "plinth.identity.v1.UsersService/GetUser", as the RPC conventions name a method.
const shape = (path: string, kind: SpanKind) => ({
  name: path.slice(1),
  kind,
  attributes: { 'rpc.system.name': 'grpc', 'rpc.method': path.slice(1) },
})

/** Span of a call to another part, by its gRPC path. fn gets the traceparent to send. */
export function rpcClientSpan<T>(path: string, fn: (traceparent: string) => Promise<T>): Promise<T> {
  if (!isTracing()) return timed(clientDurations, path, () => fn(''))
  return timed(clientDurations, path, () => withSpan(shape(path, SpanKind.CLIENT), () => fn(currentTraceparent())))
}

/** Span of a served call, by its gRPC path, under the traceparent of the caller. */
export function rpcServerSpan<T>(path: string, traceparent: string, fn: () => Promise<T>): Promise<T> {
  if (!isTracing()) return timed(serverDurations, path, fn)
  const span = { ...shape(path, SpanKind.SERVER), parent: contextOf(traceparent) }
  return timed(serverDurations, path, () => withSpan(span, fn))
}
