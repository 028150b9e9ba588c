// Bounds on the changes of an event: NATS takes messages of 1 MiB at most, and an event that it refuses is never delivered. A page
// of the audit log, 100 entries, is an answer of at most 8 MiB.
// Values that differ stay different when they are cut: a change can be neither hidden nor planted.
import { createHash } from 'node:crypto'

export interface Change {
  from: unknown
  to: unknown
}

const lettersMax = 1_000
// Of what is equal in two long values, so many letters are shown before the first difference.
const lettersBefore = 100
// JSON in UTF-8.
const bytesMax = 64 * 1_024
/** Stands for the changes that did not fit. */
export const leftOutName = '*'
const leftOutBytesMax = 300

/**
 * Returns both values in well-formed Unicode: an unpaired surrogate becomes U+FFFD. A text, or another value's JSON, of more than 1,000
 * letters is cut and ends with "…"; two long values are cut around the place where they first differ, and begin with "…" when
 * that is not their start. Cuts keep surrogate pairs whole.
 * Undefined: nothing but unpaired surrogates differs.
 */
export function shownChange(before: unknown, after: unknown): Change | undefined {
  const [from, to] = [wellFormed(before), wellFormed(after)]
  const [one, other] = [textOf(from), textOf(to)]
  const isOfOneKind = typeof from === typeof to
  if (isOfOneKind && one === other) return undefined
  if (one.length <= lettersMax || other.length <= lettersMax)
    return { from: one.length <= lettersMax ? from : cut(one, 0), to: other.length <= lettersMax ? to : cut(other, 0) }
  // A text can be equal to the JSON of an object: in quotes it is not.
  if (!isOfOneKind) return { from: cut(JSON.stringify(from), 0), to: cut(JSON.stringify(to), 0) }
  const start = startOf(one, firstDifference(one, other))
  return { from: cut(one, start), to: cut(other, start) }
}

/**
 * Returns changes whose JSON has at most 64 KiB. Fields are kept by name as long as they fit. "*" stands for the others: its
 * `from` and `to` are `{fields, sha256}`, how many they are and the SHA-256 of their values before and after.
 */
export function boundedInBytes(changes: Readonly<Record<string, Change>>): Readonly<Record<string, Change>> {
  // A letter has at most three bytes.
  if (JSON.stringify(changes).length * 3 <= bytesMax) return changes
  const kept: Record<string, Change> = {}
  const leftOut: [string, Change][] = []
  let bytesLeft = bytesMax - leftOutBytesMax
  for (const name of Object.keys(changes).sort()) {
    const change = changes[name] as Change
    const bytes = Buffer.byteLength(JSON.stringify({ [name]: change }))
    if (bytes > bytesLeft) leftOut.push([name, change])
    else {
      kept[name] = change
      bytesLeft -= bytes
    }
  }
  if (leftOut.length === 0) return changes
  const mark = (side: keyof Change) => ({
    fields: leftOut.length,
    sha256: sha256(JSON.stringify(leftOut.map(([name, change]) => [name, change[side]]))),
  })
  return { ...kept, [leftOutName]: { from: mark('from'), to: mark('to') } }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

function cut(text: string, start: number): string {
  const end = isInPair(text, start + lettersMax) ? start + lettersMax + 1 : start + lettersMax
  return `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`
}

function startOf(text: string, difference: number): number {
  if (difference <= lettersMax - lettersBefore) return 0
  const start = difference - lettersBefore
  return isInPair(text, start) ? start - 1 : start
}

function firstDifference(one: string, other: string): number {
  let at = 0
  while (at < one.length && one[at] === other[at]) at++
  return at
}

const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff
const isInPair = (text: string, at: number): boolean => at < text.length && isLowSurrogate(text.charCodeAt(at))

// JSON writes an unpaired surrogate as an escape, and every other letter above U+001F as itself.
const maybeUnpaired = /\\ud[89a-f]/

function wellFormed(value: unknown = null): unknown {
  if (typeof value === 'string') return value.toWellFormed()
  if (typeof value !== 'object' || value === null) return value
  const json = JSON.stringify(value)
  return maybeUnpaired.test(json) ? wellFormedIn(JSON.parse(json)) : value
}

function wellFormedIn(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed()
  if (Array.isArray(value)) return value.map(wellFormedIn)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name.toWellFormed(), wellFormedIn(one)]))
}
