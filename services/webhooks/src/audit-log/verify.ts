// Recomputes every chain from the rows, a page at a time: memory does not grow with the log. It changes nothing.

import type { Database } from '@plinth/kit/db'
import { entryText } from './entry.ts'
import { type DayHead, headsOf } from './head-store.ts'
import { firstDayOf, monthOf } from './months.ts'
import { beginning, type Head, sealOf } from './seal.ts'
import { findLinks, findMonths, findNextLink, findUnsealedAfter, type Link } from './verify-store.ts'

export interface VerifiedMonth {
  /** YYYY-MM */
  month: string
  /** Entries whose seals fit. */
  entries: number
  /** Entries that were stored a moment ago and wait for their seals. */
  waiting: number
  head: Head
  /** Names the first entry that does not fit, and why; undefined when all do. */
  fault: string | undefined
}

export interface VerifyOptions {
  /** YYYY-MM, both included. */
  from: string
  to: string
  /** Called after every page. */
  onProgress: (month: string, entries: number) => void
}

const pageMax = 1_000
// The sealer takes 2 s; a queue that is worked off after an outage may take longer.
const waitingSecondsMax = 60

/** Verifies one month after the other, oldest first; ends with the first that has a fault. */
export async function* verifyAuditLog(database: Database, options: VerifyOptions): AsyncGenerator<VerifiedMonth> {
  for (const month of await findMonths(database, options)) {
    const verified = await verifyMonth(database, month, options)
    yield verified
    if (verified.fault !== undefined) return
  }
}

async function verifyMonth(database: Database, month: string, options: VerifyOptions): Promise<VerifiedMonth> {
  const heads = await headsOf(database, month)
  let head = beginning
  const verified = (fault: string | undefined, waiting = 0): VerifiedMonth => ({
    ...{ month, entries: head.position, waiting, head, fault },
  })
  for (;;) {
    const links = await findLinks(database, month, head.position, pageMax)
    for (const link of links) {
      const fault = faultOf(month, head, link) ?? headFault(heads, link)
      if (fault !== undefined) return verified(fault)
      head = { position: link.position, seal: link.seal }
    }
    options.onProgress(month, head.position)
    if (links.length < pageMax) {
      const next = await findNextLink(database, month, head.position)
      if (next === undefined) break
      // A link of a page after this one: the sealer may have made the next position since.
      if (next.position !== head.position + 1) return verified(missing(head, next))
    }
  }
  const beyond = heads.find(({ position }) => position > head.position)
  if (beyond !== undefined) {
    const { day, position, entryId } = beyond
    return verified(
      `the chain ends at position ${head.position}, but on ${day} it had reached entry ${entryId} at position ${position}: its end was removed`,
    )
  }
  const { fault, waiting } = await verifyUnsealed(database, month)
  return verified(fault, waiting)
}

/** Why a link does not continue the chain, as a sentence. */
function faultOf(month: string, before: Head, { position, entryId, entry, seal }: Link): string | undefined {
  const place = `entry ${entryId} at position ${position}`
  if (position !== before.position + 1) return missing(before, { position, entryId })
  if (entry === undefined) return `${place} was removed, or its time was changed`
  if (monthOf(entry.createdAt) !== month) return `${place} belongs to ${monthOf(entry.createdAt)}`
  if (sealOf(before.seal, entryText(entry)).equals(seal)) return undefined
  return `${place} does not fit its seal: the entry, its place or a seal was changed`
}

const missing = (before: Head, { position, entryId }: Pick<Link, 'position' | 'entryId'>) =>
  `the seal of position ${before.position + 1} is missing, before entry ${entryId} at position ${position}`

function headFault(heads: readonly DayHead[], { position, seal, entryId }: Link): string | undefined {
  const head = heads.find((one) => one.position === position)
  if (head === undefined || head.seal.equals(seal)) return undefined
  return `the seal of entry ${entryId} at position ${position} is not the head of ${head.day}: the chain was rewritten up to there`
}

/** Looks for entries without a seal that should have one. */
async function verifyUnsealed(database: Database, month: string): Promise<{ waiting: number; fault?: string }> {
  let waiting = 0
  let after: { createdAt: string; id: string } | undefined = { createdAt: `${firstDayOf(month)}T00:00:00Z`, id: '' }
  while (after !== undefined) {
    const page = await findUnsealedAfter(database, month, after, pageMax)
    for (const { id, waitedSeconds } of page.unsealed) {
      if (waitedSeconds === undefined)
        return { waiting, fault: `entry ${id} has no seal and waits for none: it was inserted by hand` }
      if (waitedSeconds > waitingSecondsMax)
        return {
          waiting,
          fault: `entry ${id} has waited ${Math.round(waitedSeconds)} s for its seal: start webhooks, and look for what keeps it from sealing`,
        }
      waiting++
    }
    after = page.last
  }
  return { waiting }
}
