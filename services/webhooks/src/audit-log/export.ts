import { type AuditEntry, entryText } from './entry.ts'
import type { Head } from './seal.ts'

/** An entry with its place in its chain; undefined while it waits for its seal. */
export interface ExportedEntry {
  entry: AuditEntry
  /** The last place but one: `seal` is computed over this seal and the entry. */
  before: Head | undefined
  seal: Buffer | undefined
}

/**
 * One line of an export: the entry as its seal was computed over it, with position, previous_seal and seal at its end. Without
 * these three it is again the sealed text, byte for byte.
 */
export function exportLine({ entry, before, seal }: ExportedEntry): string {
  const [position, previous, own] =
    before === undefined || seal === undefined
      ? [null, null, null]
      : [before.position + 1, before.seal.toString('hex'), seal.toString('hex')]
  const place = JSON.stringify({ position, previous_seal: previous, seal: own })
  return `${entryText(entry).slice(0, -1)},${place.slice(1)}\n`
}

/** Where an export goes on: its end is fixed when it begins. */
export interface ExportPlace {
  to: string
  at: string
  id: string
}

export const placeText = (place: ExportPlace): string => Buffer.from(JSON.stringify(place)).toString('base64url')

/** Undefined for a text that placeText has not made. */
export function placeOf(text: string): ExportPlace | undefined {
  try {
    const place: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    return isPlace(place) ? place : undefined
  } catch {
    return undefined
  }
}

// 30 February is no time.
const isTime = (value: unknown): value is string =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString() === value

const isPlace = (place: unknown): place is ExportPlace =>
  typeof place === 'object' &&
  place !== null &&
  'to' in place &&
  'at' in place &&
  'id' in place &&
  isTime(place.to) &&
  isTime(place.at) &&
  typeof place.id === 'string'
