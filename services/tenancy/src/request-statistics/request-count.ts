import { dayAfter } from '@plinth/kit/days'

/** How often, how long and how much; times in milliseconds, sizes in bytes. */
export interface Totals {
  requests: number
  success: number
  errors: number
  timeMsSum: number
  timeMsMin: number
  timeMsMax: number
  requestBytes: number
  responseBytes: number
}

/** Requests of one workspace, key, endpoint and hour. */
export interface RequestCount extends Totals {
  workspaceId: string
  keyId: string
  endpoint: string
  hour: Date
  /** Of the errors: refused by a rate limit. */
  limited: number
  /** Calls in which the plan refused something. */
  denied: number
}

export type Grouping = 'day' | 'endpoint' | 'key'

export const detailDays = 30
const hourMs = 3_600_000

/** The first day of which, today, hours, endpoints and keys are kept; before it there are daily totals alone. */
export const firstDetailDay = (today: string): string => dayAfter(today, -detailDays)

/** A count in its whole hour; what a fast clock counted in the future belongs to the hour that is. */
export function placed<Count extends { hour: Date }>(count: Count, now: Date): Count {
  const at = Math.min(count.hour.getTime(), now.getTime())
  return { ...count, hour: new Date(at - (at % hourMs)) }
}

export const noTotals: Totals = {
  requests: 0,
  success: 0,
  errors: 0,
  timeMsSum: 0,
  timeMsMin: 0,
  timeMsMax: 0,
  requestBytes: 0,
  responseBytes: 0,
}

export function sumOf(one: Totals, other: Totals): Totals {
  if (one.requests === 0) return other
  if (other.requests === 0) return one
  return {
    requests: one.requests + other.requests,
    success: one.success + other.success,
    errors: one.errors + other.errors,
    timeMsSum: one.timeMsSum + other.timeMsSum,
    timeMsMin: Math.min(one.timeMsMin, other.timeMsMin),
    timeMsMax: Math.max(one.timeMsMax, other.timeMsMax),
    requestBytes: one.requestBytes + other.requestBytes,
    responseBytes: one.responseBytes + other.responseBytes,
  }
}
