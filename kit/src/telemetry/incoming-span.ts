import { SpanKind, SpanStatusCode } from '@opentelemetry/api'
import { withSpan } from './span.ts'
import { contextOf } from './traceparent.ts'

export interface IncomingRequest {
  method: string
  /** Of the caller; empty starts a trace. */
  traceparent: string
}

export interface IncomingAnswer {
  statusCode: number
  /** The pattern that matched, "/workspaces/{workspace_id}"; a path itself would make a span name per row. */
  route: string | undefined
}

/** A request that this process answers over HTTP, as caused by the caller's traceparent. To be asked for only while isTracing(). */
export async function incomingSpan(request: IncomingRequest, fn: () => Promise<IncomingAnswer>): Promise<void> {
  const shape = {
    name: request.method,
    kind: SpanKind.SERVER,
    attributes: { 'http.request.method': request.method },
    parent: contextOf(request.traceparent),
  }
  await withSpan(shape, async (span) => {
    const { statusCode, route } = await fn()
    span.setAttribute('http.response.status_code', statusCode)
    if (route !== undefined) span.updateName(`${request.method} ${route}`).setAttribute('http.route', route)
    if (statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
  })
}
