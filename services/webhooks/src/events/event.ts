/** The durable name of this service's consumer: outbox rows wait for its confirmation. */
export const consumerName = 'webhooks'

/** Who caused an event. */
export interface Actor {
  /** user, operator or system */
  type: string
  /** Of the user, or of the operator's key. */
  id: string
  keyId: string
  name: string
}

/** An event of any part of Plinth, as it arrives on the bus. */
export interface IncomingEvent {
  id: string
  type: string
  workspaceId: string
  namespaceId: string
  createdAt: Date
  objectId: string
  objectType: string
  /** One JSON object. */
  attributesJson: string
  /** Absent: none, as for Plinth's own events. */
  channels?: readonly string[]
  /** Absent when the event belongs to no trace. */
  traceparent?: string
  /** Who, why and what changed, for the record alone: no payload and no answer holds any of it. */
  actor?: Actor | undefined
  requestId?: string
  idempotencyKey?: string
  ip?: string
  userAgent?: string
  /** One JSON object, {"field": {"from", "to"}}; empty: nothing that can be compared changed. */
  changesJson?: string
  objectName?: string
}

/** The body of every attempt to every endpoint: made once, then only stored, signed and sent. */
export function payloadBytes(event: IncomingEvent): Buffer {
  const head = JSON.stringify({
    id: event.id,
    type: event.type,
    created_at: event.createdAt.toISOString(),
    workspace_id: event.workspaceId || null,
    namespace_id: event.namespaceId || null,
  })
  const object = JSON.stringify({ id: event.objectId, type: event.objectType })
  // Attributes keep the digits their service wrote: parsed and printed again, large numbers would change.
  return Buffer.from(
    `${head.slice(0, -1)},"data":{"object":${object.slice(0, -1)},"attributes":${event.attributesJson || '{}'}}}}`,
  )
}
