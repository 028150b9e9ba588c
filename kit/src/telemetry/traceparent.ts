import {
  type Context,
  context,
  isSpanContextValid,
  type Link,
  ROOT_CONTEXT,
  type SpanContext,
  trace,
} from '@opentelemetry/api'
import { isTracing } from './tracing.ts'

const shape = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/

/** Returns the span of a W3C traceparent, or undefined if the text is not valid. */
export function parseTraceparent(traceparent: string): SpanContext | undefined {
  const [, traceId, spanId, flags] = shape.exec(traceparent) ?? []
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined
  const span = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true }
  return isSpanContextValid(span) ? span : undefined
}

/** Returns the W3C traceparent of a span, or an empty text without a trace. */
export function formatTraceparent(span: SpanContext | undefined): string {
  if (span === undefined || !isSpanContextValid(span)) return ''
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`
}

/** Returns the W3C traceparent of the active span, or an empty text without a trace. */
export const currentTraceparent = (): string =>
  isTracing() ? formatTraceparent(trace.getActiveSpan()?.spanContext()) : ''

/** Returns a context under the traceparent; without one, the other context (default: the active one). */
export function contextOf(traceparent: string, otherwise: Context = context.active()): Context {
  const span = parseTraceparent(traceparent)
  return span === undefined ? otherwise : trace.setSpanContext(ROOT_CONTEXT, span)
}

/** Runs fn under the traceparent, or directly without one. */
export const withTraceparent = <T>(traceparent: string, fn: () => T): T => context.with(contextOf(traceparent), fn)

/** A link to the span that the traceparent names; none when the text names none. */
export function linkTo(traceparent: string): Link[] {
  const span = parseTraceparent(traceparent)
  return span === undefined ? [] : [{ context: span }]
}
