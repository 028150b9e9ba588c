/** "29 Nov 2026 UTC": a day that begins at midnight in UTC, in ms since 1970. It is no moment, and has no time of the reader's. */
export const dayText = (at: number, locale: string): string =>
  `${new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(at)} UTC`
