import { hasCharactersAtMost, isStorable } from '@plinth/kit/characters'
import { eventIdLengthMax } from '@plinth/kit/field-limits'
import { fail } from '../../errors.ts'

/** A whole number from 1; 0 stands for 1. */
export function amountOf(quantity: number): number {
  const wanted = quantity === 0 ? 1 : quantity
  if (!Number.isSafeInteger(wanted) || wanted < 1)
    throw fail.invalid({ quantity: ['The quantity must be a whole number from 1 to 9,007,199,254,740,991.'] })
  return wanted
}

/** A whole number except 0; a negative one gives back. */
export function changeOf(quantity: number): number {
  if (!Number.isSafeInteger(quantity) || quantity === 0)
    throw fail.invalid({ quantity: ['The quantity must be a whole number other than 0.'] })
  return quantity
}

/** Checks an id that the caller chose; empty: none. */
export function checkEventId(eventId: string): void {
  if (!hasCharactersAtMost(eventId, eventIdLengthMax) || !isStorable(eventId))
    throw fail.invalid({ event_id: [`The event_id must have at most ${eventIdLengthMax} characters.`] })
}

const ttlSecondsMax = 86_400

export function checkTtl(ttlSeconds: number): void {
  if (!Number.isInteger(ttlSeconds) || ttlSeconds < 1 || ttlSeconds > ttlSecondsMax)
    throw fail.invalid({ ttl_seconds: ['The ttl_seconds field must be 1 to 86,400.'] })
}
