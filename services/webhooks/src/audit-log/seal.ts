import { createHash } from 'node:crypto'
import { type AuditEntry, entryText } from './entry.ts'
import { monthOf } from './months.ts'

/** Place of an entry in the chain of its month, and the seal that joins it to all before it. */
export interface Seal {
  /** YYYY-MM, that of the entry's time. */
  month: string
  /** From 1. */
  position: number
  entryId: string
  entryAt: Date
  /** SHA-256, 32 bytes. */
  seal: Buffer
}

/** End of a month's chain. */
export interface Head {
  position: number
  seal: Buffer
}

/** Where the chain of a month begins. */
export const beginning: Head = { position: 0, seal: Buffer.alloc(32) }

/**
 * Seal over the text of an entry and the seal before it: SHA-256 over that seal in lower-case hex, followed by the text in
 * UTF-8. So `sha256sum` can check a line of an export.
 */
export function sealOf(before: Buffer, text: string): Buffer {
  return createHash('sha256').update(before.toString('hex')).update(text).digest()
}

/** Continues the chains of the entries' months in the order of the entries. A month without a head begins. */
export function sealEntries(heads: ReadonlyMap<string, Head>, entries: readonly AuditEntry[]): Seal[] {
  const latest = new Map(heads)
  return entries.map((entry) => {
    const month = monthOf(entry.createdAt)
    const { position, seal: before } = latest.get(month) ?? beginning
    const head = { position: position + 1, seal: sealOf(before, entryText(entry)) }
    latest.set(month, head)
    return { month, ...head, entryId: entry.id, entryAt: entry.createdAt }
  })
}
