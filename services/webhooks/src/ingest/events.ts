import { allEvents, type BusMessage, ingestedSubject } from '@plinth/kit/bus'
import { Event, Ingested } from '@plinth/proto/events/v1/event.ts'
import { consumerName, type DomainEvent } from '../events/event.ts'
import { isId } from '../partitions/days.ts'

export const consumedSubjects: readonly string[] = [allEvents]
export { ingestedSubject }

/** Decodes a message of the bus. Throws when the bytes are not an event. */
export function readEvent(message: BusMessage): DomainEvent {
  const { createdAt, ...event } = Event.decode(message.data)
  if (!isId('evt', event.id) || createdAt === undefined) throw new Error('an event without id or time')
  const { traceparent } = message
  return { ...event, createdAt, attributesJson: Buffer.from(event.attributesJson).toString(), traceparent }
}

/** Encodes the confirmation that these events are stored. */
export function ingestedBytes(eventIds: readonly string[]): Uint8Array {
  return Ingested.encode({ consumer: consumerName, eventIds: [...eventIds] }).finish()
}
