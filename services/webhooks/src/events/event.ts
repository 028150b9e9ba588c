import { parsedJson } from '../json.ts'

/** The durable name of this service's consumer: outbox rows wait for its confirmation. */
export const consumerName = 'webhooks'

/** The user, key or job that caused an event. */
export interface Actor {
  /** user, operator or system */
  type: string
  /** Of the user, or of the operator's key. */
  id: string
  keyId: string
  name: string
}

/** An event of any part of Plinth as it arrives on the bus, or of the product as it was published. */
export interface IncomingEvent {
  id: string
  type: string
  workspaceId: string
  namespaceId: string
  createdAt: Date
  objectId: string
  objectType: string
  /** Of the object, after what happened; absent or 0: not known. */
  objectVersion?: number
  /** One JSON object. */
  attributesJson: string
  /** Absent: none, as for Plinth's own events. */
  channels?: readonly string[]
  /** Absent when the event belongs to no trace. */
  traceparent?: string
  /** The actor, its request and the changes, for the record alone: no payload and no answer holds any of them. */
  actor?: Actor | undefined
  requestId?: string
  idempotencyKey?: string
  ip?: string
  userAgent?: string
  /** One JSON object, {"field": {"from", "to"}}; empty: nothing that can be compared changed. */
  changesJson?: string
  objectName?: string
  /** Of a published event, whose object and attributes are empty: one JSON object, to be sent byte for byte. */
  data?: Buffer
  /** The publisher's own id. Absent: none. */
  callerId?: string
  /** Absent: the object's id. */
  orderingKey?: string
  occurredAt?: Date | undefined
  /** False: no endpoint is owed it, because the plan of the workspace lacks the feature of its type. Absent: true. */
  isOwed?: boolean
}

/** An event as it was sent to the endpoints of its workspace. */
export interface RecordedEvent {
  id: string
  type: string
  namespaceId: string
  createdAt: Date
  payload: Buffer
  callerId: string
  channels: readonly string[]
  /** Of a published event. */
  orderingKey: string
  occurredAt: Date | undefined
}

/** The delivery of an event to one endpoint. */
export interface EventDelivery {
  id: string
  endpointId: string
  status: string
  /** Of the last answer; 0 when none came. */
  statusCode: number
  attempts: number
  deliveredAt: Date | null
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
  const data = dataBytes(event)
  // Data keep the digits that they came with: parsed and printed again, large numbers would change.
  return Buffer.concat([Buffer.from(`${head.slice(0, -1)},"data":`), data, Buffer.from('}')])
}

function objectData({ objectId, objectType, attributesJson }: IncomingEvent): Buffer {
  const object = JSON.stringify({ id: objectId, type: objectType })
  return Buffer.from(`{"object":${object.slice(0, -1)},"attributes":${attributesJson || '{}'}}}`)
}

/** The data of an event, as they are sent and as filters see them: JSON. */
export const dataBytes = (event: IncomingEvent): Buffer => event.data ?? objectData(event)

/** The data in the body of a stored event, parsed. */
export function dataOf(payload: Buffer): unknown {
  const event = parsedJson(payload)
  return typeof event === 'object' && event !== null && 'data' in event ? event.data : undefined
}
