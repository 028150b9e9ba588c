import { ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api'
import { linkTo } from './link.ts'
import { withSpan } from './span.ts'
import { contextOf, formatTraceparent } from './traceparent.ts'
import { isTracing } from './tracing.ts'

interface Traced {
  subject: string
  traceparent: string
}

// One name for all subjects: they hold a workspace's id (messaging.destination.template).
const destination = 'plinth.events'

/** Marks a message as sent, under what caused it; returns the traceparent it travels with. */
export function sentTraceparent(message: Traced, system: string): string {
  // What nobody traced when it was made is no trace's business now.
  if (!isTracing() || message.traceparent === '') return message.traceparent
  const span = trace.getTracer('plinth').startSpan(
    `send ${destination}`,
    {
      kind: SpanKind.PRODUCER,
      attributes: {
        'messaging.system': system,
        'messaging.operation.name': 'publish',
        'messaging.operation.type': 'send',
        'messaging.destination.name': destination,
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
  if (!isTracing()) return fn()
  const [first] = batch.messages
  const isSingle = batch.messages.length === 1 && first !== undefined
  const shape = {
    name: `process ${destination}`,
    kind: SpanKind.CONSUMER,
    attributes: {
      'messaging.system': batch.system,
      'messaging.operation.name': 'process',
      'messaging.operation.type': 'process',
      'messaging.destination.name': destination,
      'messaging.consumer.group.name': batch.durable,
      'messaging.batch.message_count': batch.messages.length,
    },
    links: isSingle ? [] : batch.messages.flatMap((message) => linkTo(message.traceparent)),
  }
  // NOTE: never what is active: that is whatever ran when the subscription was made.
  return withSpan({ ...shape, parent: isSingle ? contextOf(first.traceparent, ROOT_CONTEXT) : ROOT_CONTEXT }, fn)
}
