import { binaryUnits } from '../../ui/quantity.ts'
import type { Given } from './draft.ts'

/** A limit as it is typed: "1000", "unlimited", bytes in the largest unit that has no fraction, "" for none. */
export function typedOf(given: Given, unit: string | null | undefined): string {
  if (given === undefined) return ''
  if (typeof given !== 'number' || unit !== 'bytes' || given === 0) return String(given)
  const power = binaryUnits.findLastIndex((_unit, index) => given % 1_024 ** index === 0)
  return power <= 0 ? String(given) : `${given / 1_024 ** power} ${binaryUnits[power]}`
}

/** Reads it again; what is no limit stays text. Bytes take "50 GB". */
export function givenIn(typed: string, unit: string | null | undefined): Given {
  const text = typed.trim()
  if (text === '') return undefined
  const [, digits = '', suffix = ''] = /^(\d[\d,_]*)\s*([kmgtp]?b)?$/i.exec(text) ?? []
  const power = binaryUnits.findIndex((one) => one === (suffix.toUpperCase() || 'B'))
  if (digits === '' || (suffix !== '' && unit !== 'bytes')) return text
  return Number(digits.replace(/[,_]/g, '')) * 1_024 ** power
}

/** Whether the server takes it as the limit of a feature of the type limit. */
export const isLimit = (given: Given): boolean =>
  given === undefined || given === 'unlimited' || (typeof given === 'number' && Number.isSafeInteger(given))
