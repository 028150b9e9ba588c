// Where values are in the bytes of a body: JSON.parse changes numbers of more than 15 digits, and the order of keys. Bytes that
// are not JSON give no sensible answer, but an end.

/** The bytes of the fields of an object, by name. Of fields with one name the last counts, as in JSON.parse. */
export function fieldSources(json: Buffer): Map<string, Buffer> {
  const fields = new Map<string, Buffer>()
  const text = asLatin1(json)
  eachField(text, (nameStart, nameEnd, start) => {
    const end = valueEnd(text, start)
    fields.set(JSON.parse(json.toString('utf8', nameStart, nameEnd)), json.subarray(start, end))
    return end
  })
  return fields
}

/** The bytes of the entries of a list. */
export function entrySources(json: Buffer): Buffer[] {
  const entries: Buffer[] = []
  const text = asLatin1(json)
  eachEntry(text, startOf(text), (start, end) => entries.push(json.subarray(start, end)) > 0)
  return entries
}

/**
 * The number of entries of a list that is a field of an object, without parsing either; 0 where there is no such list. Where there
 * are more than `most`, it is `most` and one.
 */
export function countEntries(json: Buffer, field: string, most: number): number {
  const text = asLatin1(json)
  if (text.charCodeAt(startOf(text)) !== openObject) return 0
  let count = 0
  eachField(text, (nameStart, nameEnd, start) => {
    if (!isName(json.toString('utf8', nameStart, nameEnd), field)) return valueEnd(text, start)
    count = 0
    if (text.charCodeAt(start) !== openList) return valueEnd(text, start)
    const end = eachEntry(text, start, () => ++count <= most)
    return count > most ? text.length : end
  })
  return count
}

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const openList = 0x5b
const closeList = 0x5d
const openObject = 0x7b
const closeObject = 0x7d
const byteOrderMark = '\xef\xbb\xbf'

/** A letter for each byte: letters are read faster than bytes of a Buffer. */
const asLatin1 = (json: Buffer): string => json.toString('latin1')

function isName(json: string, name: string): boolean {
  if (!json.includes('\\')) return json === `"${name}"`
  try {
    return JSON.parse(json) === name
  } catch {
    return false
  }
}

/** Calls `found` with where the name of each field is and where its value begins; it returns where the value ends. */
function eachField(text: string, found: (nameStart: number, nameEnd: number, start: number) => number): void {
  let next = spaceEnd(text, startOf(text) + 1)
  while (text.charCodeAt(next) === quote) {
    const nameEnd = textEnd(text, next)
    next = afterValue(text, found(next, nameEnd, spaceEnd(text, spaceEnd(text, nameEnd) + 1)))
  }
}

/** Calls `found` with where each entry of a list is, until it returns false; returns where the list ends. */
function eachEntry(text: string, from: number, found: (start: number, end: number) => boolean): number {
  let start = spaceEnd(text, from + 1)
  while (start < text.length && text.charCodeAt(start) !== closeList) {
    const end = valueEnd(text, start)
    // Neither a value nor the end of the list: no JSON.
    if (end === start || !found(start, end)) return text.length
    start = afterValue(text, end)
  }
  return start + 1
}

const isSpace = (letter: number) => letter === 0x20 || letter === 0x09 || letter === 0x0a || letter === 0x0d

const startOf = (text: string): number => spaceEnd(text, text.startsWith(byteOrderMark) ? byteOrderMark.length : 0)

/** The index of the first letter that is no blank. */
export function spaceEnd(text: string, from: number): number {
  let at = from
  while (isSpace(text.charCodeAt(at))) at++
  return at
}

/** The index after the closing quote of a text that begins at this one. */
export function textEnd(text: string, from: number): number {
  let end = text.indexOf('"', from + 1)
  while (end > 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end < 0 ? text.length : end + 1
}

function isEscaped(text: string, at: number): boolean {
  let before = at
  while (text.charCodeAt(before - 1) === backslash) before--
  return (at - before) % 2 === 1
}

/** Returns where the next field or entry begins, or the bracket that ends them. */
function afterValue(text: string, end: number): number {
  const at = spaceEnd(text, end)
  return text.charCodeAt(at) === comma ? spaceEnd(text, at + 1) : at
}

function valueEnd(text: string, from: number): number {
  const first = text.charCodeAt(from)
  if (first === quote) return textEnd(text, from)
  if (first !== openObject && first !== openList) return wordEnd(text, from)
  let depth = 0
  let at = from
  while (at < text.length) {
    const letter = text.charCodeAt(at)
    if (letter === quote) {
      at = textEnd(text, at)
      continue
    }
    if (letter === openObject || letter === openList) depth++
    else if (letter === closeObject || letter === closeList) depth--
    at++
    if (depth === 0) return at
  }
  return at
}

function wordEnd(text: string, from: number): number {
  let at = from
  for (; at < text.length; at++) {
    const letter = text.charCodeAt(at)
    if (isSpace(letter) || letter === comma || letter === closeList || letter === closeObject) return at
  }
  return at
}
