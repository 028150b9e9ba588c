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
  /** Default: what is active. */
  parent?: Context
  links?: Link[]
}

/** Runs fn inside a span that ends with it; a rejection marks the span. */
export async function withSpan<T>(shape: SpanShape, fn: (span: Span) => Promise<T>): Promise<T> {
  const parent = shape.parent ?? context.active()
  const { name, kind, attributes, links = [] } = shape
  const span = trace.getTracer('plinth').startSpan(name, { kind, attributes, links }, parent)
  try {
    return await context.with(trace.setSpan(parent, span), () => fn(span))
  } catch (error) {
    // NOTE: the class and never the message: messages may carry addresses or values of a caller.
    span.setAttribute('error.type', error instanceof Error ? error.name : 'unknown')
    span.setStatus({ code: SpanStatusCode.ERROR })
    throw error
  } finally {
    span.end()
  }
}
