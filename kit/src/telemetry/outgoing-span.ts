import { ROOT_CONTEXT, SpanKind, SpanStatusCode } from '@opentelemetry/api'
import { linkTo } from './link.ts'
import { withSpan } from './span.ts'
import { contextOf, currentTraceparent } from './traceparent.ts'
import { isTracing } from './tracing.ts'

export interface OutgoingCall {
  method: string
  /** Of what caused the call; empty: it starts a trace. */
  traceparent: string
  /** Default: the call belongs to its cause's trace. When it comes long after its cause, it has a trace of its own with a link. */
  isLate?: boolean
  /** How often this was tried before. */
  resendCount?: number
}

/** A call to a receiver outside, which is told the traceparent; the host is a customer's and stays out of the span. */
export function outgoingSpan<T extends { statusCode?: number }>(
  call: OutgoingCall,
  fn: (traceparent: string) => Promise<T>,
): Promise<T> {
  if (!isTracing()) return fn('')
  const { method, traceparent, isLate = false, resendCount = 0 } = call
  const shape = {
    name: `${method} webhook`,
    kind: SpanKind.CLIENT,
    attributes: {
      'http.request.method': method,
      ...(resendCount > 0 ? { 'http.request.resend_count': resendCount } : {}),
    },
    // NOTE: never what is active: senders run in loops that were started by something else.
    parent: isLate ? ROOT_CONTEXT : contextOf(traceparent, ROOT_CONTEXT),
    links: isLate ? linkTo(traceparent) : [],
  }
  return withSpan(shape, async (span) => {
    const answer = await fn(currentTraceparent())
    if (answer.statusCode !== undefined && answer.statusCode > 0)
      span.setAttribute('http.response.status_code', answer.statusCode)
    if (answer.statusCode === undefined || answer.statusCode === 0 || answer.statusCode >= 400)
      span.setStatus({ code: SpanStatusCode.ERROR })
    return answer
  })
}
