import { locale } from '../messages/index.ts'
import { stored } from '../stored.ts'

export type TimesIn = 'local' | 'utc'

export const timesIn: TimesIn = stored('times') === 'utc' ? 'utc' : 'local'

const formatOf = (zone: TimesIn, hasSeconds: boolean) =>
  new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: hasSeconds ? 'medium' : 'short',
    ...(zone === 'utc' ? { timeZone: 'UTC' } : {}),
  })

/** "27 Nov 2026, 17:30", in the zone. */
export function timeText(iso: string, zone: TimesIn, hasSeconds = false): string {
  return `${formatOf(zone, hasSeconds).format(new Date(iso))}${zone === 'utc' ? ' UTC' : ''}`
}

/** "17:30:05 UTC", for a time that is near. */
export function clockText(iso: string): string {
  const zone = timesIn === 'utc' ? { timeZone: 'UTC' } : {}
  const text = new Date(iso).toLocaleTimeString(locale, { timeStyle: 'medium', ...zone })
  return timesIn === 'utc' ? `${text} UTC` : text
}

/** The time in a field of type datetime-local, in the chosen zone: "2026-11-27T17:30" → "2026-11-27T16:30:00.000Z". */
export const isoOf = (local: string): string => new Date(timesIn === 'utc' ? `${local}Z` : local).toISOString()

/** The same the other way round; "" for what such a field cannot say. */
export function localOf(iso: string): string {
  const at = Date.parse(iso)
  if (Number.isNaN(at) || new Date(at).getUTCFullYear() < 1) return ''
  const offsetMs = timesIn === 'utc' ? 0 : new Date(at).getTimezoneOffset() * 60_000
  return new Date(at - offsetMs).toISOString().slice(0, 16)
}

/** A duration in ms: "1,234 ms", above 10 s "12.3 s", above two minutes "1,234 s". */
export function msText(ms: number): string {
  if (ms < 10_000) return `${ms.toLocaleString(locale)} ms`
  const seconds = { maximumFractionDigits: ms < 120_000 ? 1 : 0 }
  return `${(ms / 1_000).toLocaleString(locale, seconds)} s`
}
