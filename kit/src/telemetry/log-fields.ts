import { trace } from '@opentelemetry/api'
import { parseTraceparent } from './traceparent.ts'
import { isTracing } from './tracing.ts'

/** Returns the fields that link a log line to its span; empty without a span. */
export function activeTraceFields(): object {
  const span = isTracing() ? trace.getActiveSpan()?.spanContext() : undefined
  return span === undefined ? {} : { trace_id: span.traceId, span_id: span.spanId }
}

/** The same for the span of a traceparent. */
export function traceFieldsOf(traceparent: string): object {
  const span = isTracing() ? parseTraceparent(traceparent) : undefined
  return span === undefined ? {} : { trace_id: span.traceId, span_id: span.spanId }
}
