import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import type { Event } from '@plinth/proto/events/v1/event.ts'

/** The actor of an event, and its request. */
export type EventOrigin = Pick<Event, 'actor' | 'requestId' | 'idempotencyKey' | 'ip' | 'userAgent'>

const system = { type: 'system', id: '', keyId: '', name: 'Plinth' }

/** Origin of what Plinth does by itself: expiry, reconciliation, ended grace periods. */
export const bySystem: EventOrigin = { actor: system, requestId: '', idempotencyKey: '', ip: '', userAgent: '' }

/** Returns the origin of the events of a call. Without a principal (no authentication) the actor is the system. */
export function originOf({ principal, requestId, idempotency, ip, userAgent }: CallContext): EventOrigin {
  return { actor: actorOf(principal), requestId, idempotencyKey: idempotency?.key ?? '', ip, userAgent }
}

/** Origin of an event that another service emitted; the system for one that names no actor. */
export function originOfEvent({ actor = system, requestId, idempotencyKey, ip, userAgent }: EventOrigin): EventOrigin {
  return { actor, requestId, idempotencyKey, ip, userAgent }
}

function actorOf(principal: CallContext['principal']): typeof system {
  if (principal === undefined || (principal.userId === '' && !principal.isOperator)) return system
  const { isOperator, userId, keyId, name } = principal
  return isOperator ? { type: 'operator', id: keyId, keyId, name } : { type: 'user', id: userId, keyId, name }
}
