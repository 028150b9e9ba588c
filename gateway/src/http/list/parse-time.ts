import { z } from 'zod'

const isoTime = z.iso.datetime({ offset: true })
const isoDate = z.iso.date()

/** An ISO 8601 time with its offset, or a date, which is its first moment in UTC. Undefined for anything else. */
export function parseTime(text: string): Date | undefined {
  if (!isoTime.safeParse(text).success && !isoDate.safeParse(text).success) return undefined
  const time = new Date(text)
  // JavaScript and PostgreSQL read the same years, and their edges by offset, only within these.
  return time.getTime() >= Date.UTC(1000, 0) && time.getTime() < Date.UTC(9999, 0) ? time : undefined
}
