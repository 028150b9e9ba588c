import {
  type Attributes,
  type Context,
  context,
  type Link,
  type Span,
  type SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'

export interface SpanShape {
  name: string
  kind: SpanKind
  attributes: Attributes
  /** Default: the active context. */
  parent?: Context
  links?: Link[]
}

/** Runs fn in a span. A rejection marks the span as failed. */
export async function withSpan<T>(shape: SpanShape, fn: (span: Span) => Promise<T>): Promise<T> {
  const parent = shape.parent ?? context.active()
  const { name, kind, attributes, links = [] } = shape
  const span = trace.getTracer('plinth').startSpan(name, { kind, attributes, links }, parent)
  try {
    return await context.with(trace.setSpan(parent, span), () => fn(span))
  } catch (error) {
    // NOTE: records the class, never the message: messages may contain addresses or values of a caller.
    span.setAttribute('error.type', error instanceof Error ? error.name : 'unknown')
    span.setStatus({ code: SpanStatusCode.ERROR })
    throw error
  } finally {
    span.end()
  }
}
