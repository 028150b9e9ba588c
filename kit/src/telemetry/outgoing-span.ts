import { ROOT_CONTEXT, SpanKind, SpanStatusCode } from '@opentelemetry/api'
import { withSpan } from './span.ts'
import { contextOf, currentTraceparent, linkTo } from './traceparent.ts'
import { isTracing } from './tracing.ts'

export interface OutgoingCall {
  method: string
  /** Traceparent of the cause; empty starts a trace. */
  traceparent: string
  /** Default: the call is part of the trace of its cause. If it runs long after the cause, it has its own trace with a link. */
  isLate?: boolean
  /** Number of previous attempts. */
  resendCount?: number
}

/** Span of a call to an external receiver, which gets the traceparent. The span does not contain the host of the customer. */
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
    // NOTE: not the active context, because senders run in loops that other code started.
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
