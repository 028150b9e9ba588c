import type { Limits } from '../options.ts'
import { SdkError } from '../sdk-error.ts'

export type Times = { [Name in keyof Limits]-?: number }

const names = ['timeout', 'totalTimeout', 'maxRetries', 'retryDelay', 'maxRetryWait'] as const

/** The limits given, else those before; a limit that is no number is refused. */
export function limits(given: Limits, before: Times): Times {
  const all = {} as Times
  for (const name of names) {
    const value = given[name] ?? before[name]
    if (!(value >= 0)) throw new SdkError(`${name} must be a number, 0 or more.`)
    all[name] = value
  }
  return all
}

/** Milliseconds before the next attempt; undefined if the server asks for more than `maxRetryWait`. */
export function retryWait(
  retry: number,
  retryAfter: number | undefined,
  { retryDelay, maxRetryWait }: Times,
  random: number,
): number | undefined {
  const asked = (retryAfter ?? 0) * 1_000
  if (asked > maxRetryWait) return undefined
  // On top of Retry-After: clients told the same second would otherwise all come back in it.
  return asked + random * Math.min(8_000, retryDelay * 2 ** (retry - 1))
}

/** Seconds of a `Retry-After`, a number or a date; undefined for anything else. */
export function retryAfterSeconds(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined
  if (/^\d+(\.\d+)?$/.test(header)) return Number(header)
  // Only an HTTP date: Date.parse would take "-1" for a year.
  const at = /^[A-Z][a-z]{2,8},? /.test(header) ? Date.parse(header) : Number.NaN
  return Number.isNaN(at) ? undefined : Math.max(0, (at - now) / 1_000)
}
