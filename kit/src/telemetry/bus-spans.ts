import { ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api'
import { consumedMessages, processDurations, sentMessages } from './bus-metrics.ts'
import { type SpanShape, withSpan } from './span.ts'
import { contextOf, formatTraceparent, linkTo } from './traceparent.ts'
import { isTracing } from './tracing.ts'

interface Traced {
  subject: string
  traceparent: string
}

interface Batch {
  durable: string
  system: string
  messages: readonly Traced[]
}

// The stream instead of the subject of a message, which contains a workspace ID.
const destination = 'EVENTS'

/** Counts a published message and adds a span under its cause. Returns the traceparent of the message. */
export function sentTraceparent(message: Traced, system: string): string {
  sentMessages.add(1, system, destination)
  // Events created without a trace stay untraced.
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

/** Adds a span for a batch: a child of the trace of its only message, or a span with a link to each message. */
export async function processSpan<T>(batch: Batch, fn: () => Promise<T>): Promise<T> {
  const { system, durable, messages } = batch
  const startedMs = performance.now()
  let error = ''
  consumedMessages.add(messages.length, system, destination, durable)
  try {
    return await (isTracing() ? withSpan(spanOf(batch), fn) : fn())
  } catch (thrown) {
    error = thrown instanceof Error ? thrown.name : 'unknown'
    throw thrown
  } finally {
    processDurations.observe((performance.now() - startedMs) / 1_000, system, destination, durable, error)
  }
}

function spanOf(batch: Batch): SpanShape {
  const [first] = batch.messages
  const isSingle = batch.messages.length === 1 && first !== undefined
  return {
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
    // NOTE: not the active context, which is that of the code that subscribed.
    parent: isSingle ? contextOf(first.traceparent, ROOT_CONTEXT) : ROOT_CONTEXT,
  }
}
