/** "99.9 %" of a share from 0 to 1. Never rounded up: 100 % means that nothing failed. */
export const rateText = (rate: number, locale: string): string =>
  (tenthsOf(rate) / 1_000).toLocaleString(locale, { style: 'percent', maximumFractionDigits: 1 })

// A share such as 0.57 is a little less than it says.
const tenthsOf = (rate: number) => Math.floor(rate * 1_000 + 1e-9)
