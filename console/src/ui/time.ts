import { locale } from '../messages/index.ts'
import { stored } from '../stored.ts'

export type TimesIn = 'local' | 'utc'

export const timesIn: TimesIn = stored('times') === 'utc' ? 'utc' : 'local'

const formatOf = (zone: TimesIn) =>
  new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    ...(zone === 'utc' ? { timeZone: 'UTC' } : {}),
  })

/** "27 Nov 2026, 17:30", in the zone. */
export function timeText(iso: string, zone: TimesIn): string {
  return `${formatOf(zone).format(new Date(iso))}${zone === 'utc' ? ' UTC' : ''}`
}

/** What a field of type datetime-local says, in the chosen zone: "2026-11-27T17:30" → "2026-11-27T16:30:00.000Z". */
export const isoOf = (local: string): string => new Date(timesIn === 'utc' ? `${local}Z` : local).toISOString()
