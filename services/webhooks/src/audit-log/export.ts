import { isStorableTime } from '@plinth/kit/clock'
import { z } from 'zod'
import { parsedJson } from '../json.ts'
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

const time = z.string().refine(isStorableTime)
const exportPlace = z.object({ to: time, at: time, id: z.string() })

/** Where an export goes on: its end is fixed when it begins. */
export type ExportPlace = z.infer<typeof exportPlace>

export const placeText = (place: ExportPlace): string => Buffer.from(JSON.stringify(place)).toString('base64url')

/** Undefined for a text that placeText has not made. */
export const placeOf = (text: string): ExportPlace | undefined =>
  exportPlace.safeParse(parsedJson(Buffer.from(text, 'base64url'))).data
