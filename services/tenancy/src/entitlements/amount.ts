const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB']
const step = 1_024

/** "1.00 GB", "0.50 GB" for bytes: binary units, two decimals, the largest amount's unit for all. "20 seats" for other units. */
export function amountsIn(unit: string, amounts: readonly number[]): string[] {
  if (unit !== 'bytes') return amounts.map((amount) => (unit === '' ? String(amount) : `${amount} ${unit}`))
  const largest = Math.max(...amounts)
  const at = units.findLastIndex((_, power) => power === 0 || largest >= step ** power)
  return amounts.map((amount) => `${(amount / step ** at).toFixed(2)} ${units[at]}`)
}
