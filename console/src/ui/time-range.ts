import type { Field } from './view.ts'

const hour = 3_600_000
/** Spans that end now. */
export const spans = { '1h': hour, '24h': 24 * hour, '7d': 7 * 24 * hour, '30d': 30 * 24 * hour } as const
export type Span = keyof typeof spans

const isSpan = (text: string): text is Span => Object.hasOwn(spans, text)

/** ISO times; "": open. */
export interface Bounds {
  from: string
  to: string
}

/** A range as the URL has it: "24h", "<from>..<to>" with ISO times of which one may be missing, "" for any time. */
export const rangeField: Field<string> = {
  fallback: '',
  read: (text) => (isSpan(text) ? text : fixedRange(fixedBounds(text))),
  write: (range) => range,
}

export const isFixed = (range: string): boolean => range.includes('..')

/** "<from>..<to>"; "" where both are open. */
export const fixedRange = ({ from, to }: Bounds): string => (from === '' && to === '' ? '' : `${from}..${to}`)

/** @param nowMs When a span ends, in ms since 1970. */
export function boundsOf(range: string, nowMs: number): Bounds {
  return isSpan(range) ? { from: new Date(nowMs - spans[range]).toISOString(), to: '' } : fixedBounds(range)
}

/** The bounds of the range as parameters of a list of the API. */
export function createdIn(range: string, nowMs = Date.now()) {
  const { from, to } = boundsOf(range, nowMs)
  return { created_after: from || undefined, created_before: to || undefined }
}

/** The same range with fixed times. */
export function pinned(range: string, nowMs: number): string {
  return isSpan(range) ? fixedRange({ ...boundsOf(range, nowMs), to: new Date(nowMs).toISOString() }) : range
}

/** The fixed range that `CopyLink` pins on a list. */
export const pinnedRange = (range: string) => (nowMs: number) => ({ range: pinned(range, nowMs) })

function fixedBounds(text: string): Bounds {
  const [from = '', to = ''] = isFixed(text) ? text.split('..') : []
  return { from: isoOrNone(from), to: isoOrNone(to) }
}

const isoOrNone = (text: string) =>
  /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : ''
