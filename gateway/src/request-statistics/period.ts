import { fail } from '../errors.ts'

export interface UsagePeriod {
  from: Date
  to: Date
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const daysByDefault = 30
const daysMax = 366

/** Returns the period in whole hours; default: the last 30 days. Throws VALIDATION_ERROR beyond a year. */
export function usagePeriod(from: string | undefined, to: string | undefined, now: Date): UsagePeriod {
  const end = Math.ceil((to === undefined ? now.getTime() : Date.parse(to)) / hourMs) * hourMs
  const start = Math.floor((from === undefined ? end - daysByDefault * dayMs : Date.parse(from)) / hourMs) * hourMs
  if (start > end) throw fail.validation({ from: ['The from parameter must not be later than its end.'] })
  if (end - start > daysMax * dayMs) throw fail.validation({ from: [`The period must have at most ${daysMax} days.`] })
  return { from: new Date(start), to: new Date(end) }
}
