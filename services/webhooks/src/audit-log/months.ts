/** The month of a time in UTC, as YYYY-MM: that of its partition. */
export const monthOf = (time: Date): string => time.toISOString().slice(0, 7)

/** The month that is so many later. */
export function monthAfter(month: string, months = 1): string {
  const time = new Date(`${month}-01T00:00:00Z`)
  time.setUTCMonth(time.getUTCMonth() + months)
  return monthOf(time)
}

/** Its first day, as YYYY-MM-DD. */
export const firstDayOf = (month: string): string => `${month}-01`
