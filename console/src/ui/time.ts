import { locale } from '../messages/index.ts'
import { shownZone, type Zone } from './shown-zone.ts'

/** "27 Nov 2026, 17:30", in the shown zone. */
export const timeText = (iso: string, hasSeconds = false): string => timeTextIn(shownZone(), iso, hasSeconds)

export const timeTextIn = (zone: Zone, iso: string, hasSeconds = false): string =>
  textIn(zone, iso, { dateStyle: 'medium', timeStyle: hasSeconds ? 'medium' : 'short' })

/** "17:30:05 UTC", for a time that is near. */
export const clockText = (iso: string): string => textIn(shownZone(), iso, { timeStyle: 'medium' })

function textIn(zone: Zone, iso: string, styles: Intl.DateTimeFormatOptions): string {
  const isUtc = zone === 'utc'
  const format = new Intl.DateTimeFormat(locale, isUtc ? { ...styles, timeZone: 'UTC' } : styles)
  return `${format.format(new Date(iso))}${isUtc ? ' UTC' : ''}`
}

/** The time in a field of type datetime-local, in the shown zone: "2026-11-27T17:30" → "2026-11-27T16:30:00.000Z"; "" of "". */
export const isoOf = (text: string): string =>
  text === '' ? '' : new Date(shownZone() === 'utc' ? `${text}Z` : text).toISOString()

/** The same the other way round; "" for what such a field cannot say. */
export function fieldTextOf(iso: string): string {
  const at = Date.parse(iso)
  if (Number.isNaN(at) || new Date(at).getUTCFullYear() < 1) return ''
  const offsetMs = shownZone() === 'utc' ? 0 : new Date(at).getTimezoneOffset() * 60_000
  return new Date(at - offsetMs).toISOString().slice(0, 16)
}

/** A duration in ms: "1,234 ms", above 10 s "12.3 s", above two minutes "1,234 s". */
export function msText(ms: number): string {
  if (ms < 10_000) return `${ms.toLocaleString(locale)} ms`
  const seconds = { maximumFractionDigits: ms < 120_000 ? 1 : 0 }
  return `${(ms / 1_000).toLocaleString(locale, seconds)} s`
}
