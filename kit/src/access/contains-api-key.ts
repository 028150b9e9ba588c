import { base62Letters, keyLengthMax } from './api-key-format.ts'

// Everything of a key after its prefix. A lookahead, since one hit can begin within another.
const afterPrefix = /_(?=([0-9A-Za-z]{8,32}_[0-9A-Za-z]{43})_([0-9A-Za-z]{6}))/g
const sumLength = 6
const lengthMin = 61

/** True if a key stands anywhere in the text. The time grows with the length of the text alone, whatever it holds. */
export function containsApiKey(text: string): boolean {
  if (text.length < lengthMin) return false
  for (const { 1: tail = '', 2: sum = '', index } of text.matchAll(afterPrefix))
    if (hasStart(text, index, index + 1 + tail.length, sum)) return true
  return false
}

/**
 * True if a key starts before `prefixEnd` whose checksum follows `end`. Any letter there may be the first one, so the checksum is taken
 * back letter by letter, to the start at which nothing is left of it.
 */
function hasStart(text: string, prefixEnd: number, end: number, sum: string): boolean {
  let state = ~value62(sum) >>> 0
  for (let at = end - 1; at >= 0 && end - at < keyLengthMax - sumLength; at--) {
    const code = text.charCodeAt(at)
    if (at < prefixEnd && !isOfPrefix(text, at)) return false
    state = before(state, code)
    if (state === nothing && at < prefixEnd && code !== underscore) return true
  }
  return false
}

const underscore = 95
const isOfPrefix = (text: string, at: number): boolean =>
  text.charCodeAt(at) === underscore ? text.charCodeAt(at + 1) !== underscore : /[a-z0-9]/.test(text.charAt(at))

const value62 = (text: string): number => [...text].reduce((sum, letter) => sum * 62 + base62Letters.indexOf(letter), 0)

// CRC-32 as zlib computes it. The high byte of an entry names the entry, so that a step can be undone.
const nothing = 0xffffffff
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let entry = byte
  for (let bit = 0; bit < 8; bit++) entry = entry & 1 ? (entry >>> 1) ^ 0xedb88320 : entry >>> 1
  return entry
})
const entryOf = new Uint8Array(256)
for (const [byte, entry] of table.entries()) entryOf[entry >>> 24] = byte

/** Returns the state of the checksum before it took this byte. */
function before(state: number, byte: number): number {
  const entry = entryOf[state >>> 24] ?? 0
  return (((state ^ (table[entry] ?? 0)) << 8) | (entry ^ byte)) >>> 0
}
