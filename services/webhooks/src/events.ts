import { allEvents, type Bus, type BusMessage, ingestedSubject } from '@plinth/kit/bus'
import type { Tx } from '@plinth/kit/db'
import type { Handler, MethodDefinition } from '@plinth/kit/rpc'
import { Event, Ingested } from '@plinth/proto/events/v1/event.ts'
import type { Endpoint } from './endpoints/endpoint.ts'
import { endpointAttributes } from './endpoints/view.ts'
import type { DomainEvent } from './ingest/payload.ts'
import { isId } from './partitions/days.ts'

/** The durable name of this service's consumer: outbox rows wait for it. */
export const consumerName = 'webhooks'
export const consumedSubjects: readonly string[] = [allEvents]
export { ingestedSubject }
/** Announced when deliveries became due: an idle dispatcher starts at once. */
export const dueSubject = 'plinth.webhooks.due'

/** A handler whose commit may have made deliveries due: the dispatchers are told once it has answered. */
export function thenAnnounceDue<M extends MethodDefinition>(bus: Bus, handler: Handler<M>): Handler<M> {
  return async (request, call) => {
    const answer = await handler(request, call)
    bus.announce(dueSubject)
    return answer
  }
}

export type EndpointEventType =
  | 'webhook.created'
  | 'webhook.updated'
  | 'webhook.deleted'
  | 'webhook.enabled'
  | 'webhook.disabled'

/** Publishes what happened to an endpoint, when the transaction commits. */
export function emitEndpointEvent(tx: Tx, type: EndpointEventType, endpoint: Endpoint): void {
  tx.emit({
    type,
    workspaceId: endpoint.workspaceId,
    objectId: endpoint.id,
    objectType: 'webhook',
    attributes: endpointAttributes(endpoint),
    consumers: [consumerName],
  })
}

/** What a message of the bus says. Throws on bytes that are no event. */
export function readEvent(message: BusMessage): DomainEvent {
  const { createdAt, ...event } = Event.decode(message.data)
  if (!isId('evt', event.id) || createdAt === undefined) throw new Error('an event without id or time')
  const { traceparent } = message
  return { ...event, createdAt, attributesJson: Buffer.from(event.attributesJson).toString(), traceparent }
}

export function ingestedBytes(eventIds: readonly string[]): Uint8Array {
  return Ingested.encode({ consumer: consumerName, eventIds: [...eventIds] }).finish()
}
