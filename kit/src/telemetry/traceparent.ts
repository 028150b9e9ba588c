import { type Context, context, isSpanContextValid, ROOT_CONTEXT, type SpanContext, trace } from '@opentelemetry/api'
import { isTracing } from './tracing.ts'

const shape = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/

/** The span a W3C traceparent names; undefined when the text is none. */
export function parseTraceparent(traceparent: string): SpanContext | undefined {
  const [, traceId, spanId, flags] = shape.exec(traceparent) ?? []
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined
  const span = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true }
  return isSpanContextValid(span) ? span : undefined
}

/** The W3C traceparent of a span; empty when it belongs to no trace. */
export function formatTraceparent(span: SpanContext | undefined): string {
  if (span === undefined || !isSpanContextValid(span)) return ''
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`
}

/** The W3C traceparent of the span this code runs in; empty without a trace. */
export const currentTraceparent = (): string =>
  isTracing() ? formatTraceparent(trace.getActiveSpan()?.spanContext()) : ''

/** A context whose parent is what the traceparent names; without one, the other (default: what is active). */
export function contextOf(traceparent: string, otherwise: Context = context.active()): Context {
  const span = parseTraceparent(traceparent)
  return span === undefined ? otherwise : trace.setSpanContext(ROOT_CONTEXT, span)
}

/** Runs fn as caused by what the traceparent names; without one, as if called directly. */
export const withTraceparent = <T>(traceparent: string, fn: () => T): T => context.with(contextOf(traceparent), fn)
