import type { Feature } from '../../catalog/catalog.ts'

/** The span in which usage is counted: from start, up to but not including end. Both are undefined for all time. */
export interface Window {
  start: Date | undefined
  end: Date | undefined
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const firstOfMonth = new Date(0)
const rollingDaysDefault = 30

/** The window that holds an instant (api.md §11, §12). Monthly ones count from the anchor, or from the 1st. */
export function windowAt(
  { reset, rollingDays = rollingDaysDefault }: Feature,
  anchor: Date | undefined,
  at: Date,
): Window {
  if (reset === 'none') return { start: undefined, end: undefined }
  if (reset === 'monthly') return cycleAt(anchor ?? firstOfMonth, at)
  return { start: rollingStart(rollingDays, at), end: new Date(hourOf(at).getTime() + hourMs) }
}

/** The billing cycle that holds an instant. An anchor in the future has cycles before it as well. */
export function cycleAt(anchor: Date, at: Date): { start: Date; end: Date } {
  const months = (at.getUTCFullYear() - anchor.getUTCFullYear()) * 12 + at.getUTCMonth() - anchor.getUTCMonth()
  const boundary = monthsAfter(anchor, months)
  return boundary <= at
    ? { start: boundary, end: monthsAfter(anchor, months + 1) }
    : { start: monthsAfter(anchor, months - 1), end: boundary }
}

/** The first boundary of a cycle after an instant. */
export const nextBoundary = (anchor: Date, after: Date): Date => cycleAt(anchor, after).end

/** The window has the records of the last `days`, from the start of their first UTC hour. */
export const rollingStart = (days: number, at: Date): Date => new Date(hourOf(at).getTime() - days * dayMs)

/** The UTC hour that holds an instant. */
export const hourOf = (at: Date): Date => new Date(Math.floor(at.getTime() / hourMs) * hourMs)

/** When the records of an hour leave a rolling window. */
export const rollingEnd = ({ rollingDays = rollingDaysDefault }: Feature, hour: Date): Date =>
  new Date(hourOf(hour).getTime() + rollingDays * dayMs + hourMs)

// Always from the original anchor: adding month by month would turn 31 January into 28 March.
function monthsAfter(anchor: Date, months: number): Date {
  const at = new Date(anchor)
  at.setUTCDate(1)
  at.setUTCMonth(anchor.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate()
  at.setUTCDate(Math.min(anchor.getUTCDate(), lastDay))
  return at
}
