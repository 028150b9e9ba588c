import { binaryUnits } from '../../ui/quantity.ts'
import type { Given } from './draft.ts'

/** A limit as it is typed: "1000", "unlimited", bytes in the largest unit that has no fraction, "" for none. */
export function typedOf(given: Given, unit: string | null | undefined): string {
  if (given === undefined) return ''
  if (typeof given !== 'number' || unit !== 'bytes' || given === 0) return String(given)
  const power = binaryUnits.findLastIndex((_unit, index) => given % 1_024 ** index === 0)
  return power <= 0 ? String(given) : `${given / 1_024 ** power} ${binaryUnits[power]}`
}

/** Reads it again; what is no limit stays text. Bytes take "50 GB", thousands are grouped as in the language: "1.500" in German. */
export function givenIn(typed: string, unit: string | null | undefined, locale = 'en'): Given {
  const text = typed.trim()
  if (text === '') return undefined
  const [, digits = '', suffix = ''] = /^(\d(?:[\d.,_\s\u2019]*\d)?)\s*([kmgtp]?b)?$/i.exec(text) ?? []
  const power = binaryUnits.findIndex((one) => one === (suffix.toUpperCase() || 'B'))
  const whole = wholeOf(digits, locale)
  if (whole === undefined || (suffix !== '' && unit !== 'bytes')) return text
  return whole * 1_024 ** power
}

/** Undefined for a number that may be meant as a fraction. */
function wholeOf(digits: string, locale: string): number | undefined {
  const group =
    new Intl.NumberFormat(locale).formatToParts(1_234_567).find(({ type }) => type === 'group')?.value ?? ','
  const grouped = digits.replace(/[_\s\u2019]/g, group)
  const parts = grouped.split(group)
  const isGrouped = parts.every((part, index) => (index === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(part))
  return /^\d+$/.test(grouped) || isGrouped ? Number(parts.join('')) : undefined
}

/** Whether the server takes it as the limit of a feature of the type limit. */
export const isLimit = (given: Given): boolean =>
  given === undefined || given === 'unlimited' || (typeof given === 'number' && Number.isSafeInteger(given))
