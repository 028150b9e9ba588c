import { dayOf } from '@plinth/kit/days'
import { newId, timeOfId } from '@plinth/kit/ids'

/** The partition of everything that belongs to an event or delivery: the day inside its id, as YYYY-MM-DD. */
export function dayOfId(id: string): string {
  return dayOf(timeOfId(id))
}

/** A new id for a delivery of this event. It has the time of the event: so it alone gives the partition of all that belongs to it. */
export const newDeliveryId = (eventId: string): string =>
  newId('del', { now: () => timeOfId(eventId), monotonicMs: () => 0 })

/** True when newId made the id with this prefix: only such ids have a day. */
export function isId(prefix: string, id: string): boolean {
  return id.startsWith(`${prefix}_`) && /^0[0-9a-hjkmnp-tv-z]{25}$/.test(id.slice(prefix.length + 1))
}
