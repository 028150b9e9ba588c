import type { BusMessage } from '@plinth/kit/bus'
import { Event, Ingested } from '@plinth/proto/events/v1/event.ts'
import { consumerName, type IncomingEvent } from '../events/event.ts'
import { isId } from '../partitions/days.ts'

/** Decodes a message of the bus. Throws when the bytes are not an event. */
export function readEvent(message: BusMessage): IncomingEvent {
  const { createdAt, ...event } = Event.decode(message.data)
  if (!isId('evt', event.id) || createdAt === undefined) throw new Error('the event has no id or time')
  const { traceparent } = message
  return {
    ...event,
    createdAt,
    attributesJson: Buffer.from(event.attributesJson).toString(),
    changesJson: Buffer.from(event.changesJson).toString(),
    traceparent,
  }
}

/** Encodes the confirmation that these events are stored. */
export function ingestedBytes(eventIds: readonly string[]): Uint8Array {
  return Ingested.encode({ consumer: consumerName, eventIds: [...eventIds] }).finish()
}
