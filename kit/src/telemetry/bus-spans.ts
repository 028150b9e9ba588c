import { type Link, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api'
import { withSpan } from './span.ts'
import { contextOf, formatTraceparent, parseTraceparent } from './traceparent.ts'

interface Traced {
  subject: string
  traceparent: string
}

/** Marks a message as sent, under what caused it; returns the traceparent it travels with. */
export function sentTraceparent(message: Traced, system: string): string {
  const span = trace.getTracer('plinth').startSpan(
    'send plinth.events',
    {
      kind: SpanKind.PRODUCER,
      attributes: {
        'messaging.system': system,
        'messaging.operation.type': 'send',
        'messaging.destination.name': message.subject,
      },
    },
    contextOf(message.traceparent),
  )
  span.end()
  return formatTraceparent(span.spanContext()) || message.traceparent
}

/** A batch handed to a consumer: a child of its one message's trace, or a span linked to each of several. */
export function processSpan<T>(
  batch: { durable: string; system: string; messages: readonly Traced[] },
  fn: () => Promise<T>,
): Promise<T> {
  const [first] = batch.messages
  const isSingle = batch.messages.length === 1 && first !== undefined
  const links = isSingle ? [] : batch.messages.flatMap((message) => linkTo(message.traceparent))
  const shape = {
    name: `process ${batch.durable}`,
    kind: SpanKind.CONSUMER,
    attributes: {
      'messaging.system': batch.system,
      'messaging.operation.type': 'process',
      'messaging.consumer.group.name': batch.durable,
      'messaging.batch.message_count': batch.messages.length,
    },
    links,
  }
  // NOTE: never what is active: that is whatever ran when the subscription was made.
  return withSpan({ ...shape, parent: isSingle ? contextOf(first.traceparent, ROOT_CONTEXT) : ROOT_CONTEXT }, fn)
}

function linkTo(traceparent: string): Link[] {
  const context = parseTraceparent(traceparent)
  return context === undefined ? [] : [{ context }]
}
