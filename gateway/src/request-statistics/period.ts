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
export function usagePeriod(asked: { from: Date | undefined; to: Date | undefined }, now: Date): UsagePeriod {
  const end = Math.ceil((asked.to ?? now).getTime() / hourMs) * hourMs
  const start = Math.floor((asked.from?.getTime() ?? end - daysByDefault * dayMs) / hourMs) * hourMs
  if (start > end) throw fail.validation({ from: ['The from parameter must not be later than its end.'] })
  if (end - start > daysMax * dayMs) throw fail.validation({ from: [`The period must have at most ${daysMax} days.`] })
  return { from: new Date(start), to: new Date(end) }
}
