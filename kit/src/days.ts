const dayMs = 86_400_000
let latest = { number: Number.NaN, day: '' }

/**
 * The day of a time in UTC, as YYYY-MM-DD.
 *
 * NOTE: asked several times for each event, and nearly always for the same day.
 */
export function dayOf(time: Date): string {
  const number = Math.floor(time.getTime() / dayMs)
  if (number !== latest.number) latest = { number, day: time.toISOString().slice(0, 10) }
  return latest.day
}

/** The day so many days later, as YYYY-MM-DD. */
export const dayAfter = (day: string, days = 1): string =>
  dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs))
