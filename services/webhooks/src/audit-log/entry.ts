import type { Actor, IncomingEvent } from '../events/event.ts'

/** One line of the audit log, as its row holds it: what is unknown is empty. */
export interface AuditEntry {
  /** Of the event that the change emitted. */
  id: string
  createdAt: Date
  workspaceId: string
  namespaceId: string
  /** The event's type. */
  action: string
  actorType: string
  actorId: string
  actorKeyId: string
  actorName: string
  targetType: string
  targetId: string
  targetName: string
  /** One JSON object, {"field": {"from", "to"}}, as its service wrote it. */
  changes: string
  requestId: string
  idempotencyKey: string
  ip: string
  userAgent: string
}

/** The entry that an event leaves. */
export const entryOf = (event: IncomingEvent): AuditEntry => ({
  ...{ id: event.id, createdAt: event.createdAt, workspaceId: event.workspaceId, namespaceId: event.namespaceId },
  ...{ action: event.type, targetType: event.objectType, targetId: event.objectId, targetName: event.objectName ?? '' },
  ...{ changes: event.changesJson ?? '', idempotencyKey: event.idempotencyKey ?? '' },
  ...originOf(event),
})

/** A read that is noted: no event tells of it. */
export interface Read {
  id: string
  at: Date
  workspaceId: string
  action: 'audit_log.exported' | 'workspace.accessed'
  target: { type: string; id: string; name: string }
}

/** The entry that a sensitive read leaves. */
export const entryOfRead = ({ id, at, workspaceId, action, target }: Read, reader: Origin): AuditEntry => ({
  ...{ id, createdAt: at, workspaceId, namespaceId: '', action },
  ...{ targetType: target.type, targetId: target.id, targetName: target.name, changes: '', idempotencyKey: '' },
  ...originOf(reader),
})

/** The actor, and the request of the actor. */
type Origin = Pick<IncomingEvent, 'actor' | 'requestId' | 'ip' | 'userAgent'>

const noActor: Actor = { type: '', id: '', keyId: '', name: '' }

const originOf = ({ actor = noActor, requestId = '', ip = '', userAgent = '' }: Origin) => ({
  ...{ actorType: actor.type, actorId: actor.id, actorKeyId: actor.keyId, actorName: actor.name },
  ...{ requestId, ip, userAgent },
})

/** The time in which a call may have emitted events, both ends included. */
export interface RequestSpan {
  /** Empty: of every workspace, and of none. */
  workspaceId: string
  from: Date
  to: Date
}

/**
 * The entry as the public API shows it, as JSON text. Equal rows give equal bytes in every release: seals are computed over
 * them, so fields keep their order, and a new field is left out while it is empty.
 */
export function entryText(entry: AuditEntry): string {
  const before = JSON.stringify({
    id: entry.id,
    at: entry.createdAt.toISOString(),
    action: entry.action,
    workspace_id: entry.workspaceId || null,
    namespace_id: entry.namespaceId || null,
    actor:
      // Every column is under the seal: one that is filled by hand shows.
      `${entry.actorType}${entry.actorId}${entry.actorKeyId}${entry.actorName}` === ''
        ? null
        : {
            type: entry.actorType,
            id: entry.actorId || null,
            key_id: entry.actorKeyId || null,
            name: entry.actorName || null,
          },
    target: { type: entry.targetType, id: entry.targetId || null, name: entry.targetName || null },
  })
  const after = JSON.stringify({
    request_id: entry.requestId || null,
    idempotency_key: entry.idempotencyKey || null,
    ip: entry.ip || null,
    user_agent: entry.userAgent || null,
  })
  // Changes keep the digits their service wrote: parsed and printed again, large numbers would change.
  return `${before.slice(0, -1)},"changes":${entry.changes || '{}'},${after.slice(1)}`
}
