/** Each 1,024 times the one before. */
export const binaryUnits = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'] as const

/** "1,000 calls"; bytes in binary units: "1.5 GB"; a unit of null says nothing: "1,000". */
export function quantityText(value: number, unit: string | null | undefined, locale: string): string {
  if (unit === 'bytes') return bytesText(value, locale)
  const text = value.toLocaleString(locale, { maximumFractionDigits: 2 })
  return unit == null || unit === '' ? text : `${text} ${unit}`
}

/** The same in few characters, for the axis of a chart: "10K", "1.5 GB". */
export function tickText(value: number, unit: string | null | undefined, locale: string): string {
  if (unit === 'bytes') return bytesText(value, locale)
  return value.toLocaleString(locale, { notation: 'compact', maximumFractionDigits: 2 })
}

function bytesText(value: number, locale: string): string {
  const size = Math.abs(value)
  const power = size < 1 ? 0 : Math.min(binaryUnits.length - 1, Math.floor(Math.log2(size) / 10))
  const number = (value / 1_024 ** power).toLocaleString(locale, { maximumFractionDigits: 2 })
  return `${number} ${binaryUnits[power]}`
}
