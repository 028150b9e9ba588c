import { trace } from '@opentelemetry/api'
import { parseTraceparent } from './traceparent.ts'
import { isTracing } from './tracing.ts'

/** What ties a log line to the span it was written in; nothing without one. */
export function activeTraceFields(): object {
  const span = isTracing() ? trace.getActiveSpan()?.spanContext() : undefined
  return span === undefined ? {} : { trace_id: span.traceId, span_id: span.spanId }
}

/** The same for what the traceparent names. */
export function traceFieldsOf(traceparent: string): object {
  const span = isTracing() ? parseTraceparent(traceparent) : undefined
  return span === undefined ? {} : { trace_id: span.traceId, span_id: span.spanId }
}
