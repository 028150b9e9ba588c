import { SpanKind } from '@opentelemetry/api'
import { withSpan } from './span.ts'
import { contextOf, currentTraceparent } from './traceparent.ts'

export interface OutgoingCall {
  method: string
  /** Of what caused the call; empty: what is active now. */
  traceparent: string
}

/** A call to a receiver outside, which is told the traceparent; the host is a customer's and stays out of the span. */
export function outgoingSpan<T extends { statusCode?: number }>(
  call: OutgoingCall,
  fn: (traceparent: string) => Promise<T>,
): Promise<T> {
  const shape = {
    name: `${call.method} webhook`,
    kind: SpanKind.CLIENT,
    attributes: { 'http.request.method': call.method },
    parent: contextOf(call.traceparent),
  }
  return withSpan(shape, async (span) => {
    const answer = await fn(currentTraceparent())
    if (answer.statusCode !== undefined) span.setAttribute('http.response.status_code', answer.statusCode)
    return answer
  })
}
