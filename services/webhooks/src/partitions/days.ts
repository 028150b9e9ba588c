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

const dayMs = 86_400_000
let latest = { number: Number.NaN, day: '' }

/** NOTE: asked several times for each event, and nearly always for the same day. */
export function dayOf(time: Date): string {
  const number = Math.floor(time.getTime() / dayMs)
  if (number !== latest.number) latest = { number, day: time.toISOString().slice(0, 10) }
  return latest.day
}

export function dayAfter(day: string, days = 1): string {
  return dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs))
}
