import { ROOT_CONTEXT, SpanKind, SpanStatusCode } from '@opentelemetry/api'
import { withSpan } from './span.ts'
import { contextOf, linkTo } from './traceparent.ts'

export interface IncomingRequest {
  method: string
  /** Traceparent of the caller; empty starts a trace. */
  traceparent: string
  /** False: the caller chooses neither the trace nor whether it is sampled; the trace begins here, with a link to the caller's. */
  isContinued: boolean
}

export interface IncomingAnswer {
  statusCode: number
  /** Matching path template, such as "/workspaces/{workspace_id}"; the path itself would create a span name per row. */
  route: string | undefined
}

/** Span of an HTTP request to this process. Use it only while isTracing(). */
export async function incomingSpan(request: IncomingRequest, fn: () => Promise<IncomingAnswer>): Promise<void> {
  const { traceparent, isContinued } = request
  const shape = {
    name: request.method,
    kind: SpanKind.SERVER,
    attributes: { 'http.request.method': request.method },
    parent: isContinued ? contextOf(traceparent, ROOT_CONTEXT) : ROOT_CONTEXT,
    links: isContinued ? [] : linkTo(traceparent),
  }
  await withSpan(shape, async (span) => {
    const { statusCode, route } = await fn()
    span.setAttribute('http.response.status_code', statusCode)
    if (route !== undefined) span.updateName(`${request.method} ${route}`).setAttribute('http.route', route)
    if (statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
  })
}
