// Recomputes every chain from the rows, a page at a time: memory does not grow with the log. It changes nothing.

import type { Database } from '@plinth/kit/db'
import type { KeptHead } from './chain-links.ts'
import { entryText } from './entry.ts'
import { type DayHead, headsOf } from './head-store.ts'
import { firstDayOf, monthOf } from './months.ts'
import { monthsOfEntries } from './partition-store.ts'
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
  /** False: the signal came before the end of the month, and nothing after the head was looked at. */
  isWhole: boolean
}

export interface VerifyOptions {
  /** YYYY-MM, both included. */
  from: string
  to: string
  /** Heads that were kept elsewhere; those of other months are not looked at. */
  heads: readonly KeptHead[]
  /** Called after every page. */
  onProgress: (month: string, entries: number) => void
  /** Ends the work after the page that is read. */
  signal?: AbortSignal
}

const pageMax = 1_000
// The sealer takes 2 s; a queue that is worked off after an outage may take longer.
const waitingSecondsMax = 60

/** The months that have entries or heads, oldest first. */
export const monthsOfAuditLog = (database: Database): Promise<string[]> =>
  findMonths(database, { from: '0000-01', to: '9999-12' })

/** Verifies one month after the other, oldest first; ends with the first that has a fault, or is not whole. */
export async function* verifyAuditLog(database: Database, options: VerifyOptions): AsyncGenerator<VerifiedMonth> {
  const kept = options.heads.filter(({ month }) => month >= options.from && month <= options.to)
  const found = await findMonths(database, options)
  for (const month of [...new Set([...found, ...kept.map((head) => head.month)])].sort()) {
    const verified = await verifyMonth(database, month, kept, options)
    // Retention removes a month's heads with its entries, which a hand that removes entries alone does not.
    const isExpired = verified.fault !== undefined && !(await hasMonth(database, month))
    if (isExpired && kept.every((head) => head.month !== month)) continue
    yield isExpired ? { ...verified, fault: noMonth(month) } : verified
    if (verified.fault !== undefined || !verified.isWhole) return
  }
}

const noMonth = (month: string) =>
  `no entry and no head of ${month} is left, of which a head was kept: AUDIT_RETENTION_DAYS has ended, or all were removed`

const hasMonth = async (database: Database, month: string): Promise<boolean> =>
  (await monthsOfEntries(database)).includes(month) || (await headsOf(database, month)).length > 0

async function verifyMonth(
  database: Database,
  month: string,
  kept: readonly KeptHead[],
  options: VerifyOptions,
): Promise<VerifiedMonth> {
  const bounds = [
    ...(await headsOf(database, month)).map(boundOf),
    ...kept.filter((one) => one.month === month).map(keptBoundOf),
  ]
  let head = beginning
  const verified = (fault: string | undefined, waiting = 0): VerifiedMonth => ({
    ...{ month, entries: head.position, waiting, head, fault, isWhole: true },
  })
  for (;;) {
    const links = await findLinks(database, month, head.position, pageMax)
    for (const link of links) {
      const fault = faultOf(month, head, link) ?? rewritten(bounds, link)
      if (fault !== undefined) return verified(fault)
      head = { position: link.position, seal: link.seal }
    }
    options.onProgress(month, head.position)
    if (options.signal?.aborted) return { ...verified(undefined), isWhole: false }
    if (links.length < pageMax) {
      const next = await findNextLink(database, month, head.position)
      if (next === undefined) break
      // A link of a page after this one: the sealer may have made the next position since.
      if (next.position !== head.position + 1) return verified(missing(head, next))
    }
  }
  const beyond = bounds.find(({ position }) => position > head.position)
  if (beyond !== undefined)
    return verified(`the chain ends at position ${head.position}, but ${beyond.reached}: its end was removed`)
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

/** A head that the chain must have had, by its name and what it shows in a sentence. */
interface Bound {
  position: number
  /** In lower-case hex. */
  seal: string
  name: string
  reached: string
}

const boundOf = ({ day, position, seal, entryId }: DayHead): Bound => ({
  ...{ position, seal: seal.toString('hex'), name: `the head of ${day}` },
  reached: `on ${day} it had reached entry ${entryId} at position ${position}`,
})

const keptBoundOf = ({ position, seal }: KeptHead): Bound => ({
  ...{ position, seal, name: 'the head that was kept' },
  reached: `a head was kept of position ${position}`,
})

function rewritten(bounds: readonly Bound[], { position, seal, entryId }: Link): string | undefined {
  const bound = bounds.find((one) => one.position === position && one.seal !== seal.toString('hex'))
  return (
    bound &&
    `the seal of entry ${entryId} at position ${position} is not ${bound.name}: the chain was rewritten up to there`
  )
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
