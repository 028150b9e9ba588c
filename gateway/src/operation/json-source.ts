// Where values are in the bytes of a body: JSON.parse changes numbers of more than 15 digits, and the order of keys. The body
// has been parsed, so it is JSON.

/** The bytes of the fields of an object, by name. Of fields with one name the last counts, as in JSON.parse. */
export function fieldSources(json: Buffer): Map<string, Buffer> {
  const fields = new Map<string, Buffer>()
  let next = spaceEnd(json, startOf(json) + 1)
  while (json[next] === quote) {
    const nameEnd = textEnd(json, next)
    const name: string = JSON.parse(json.toString('utf8', next, nameEnd))
    const start = spaceEnd(json, spaceEnd(json, nameEnd) + 1)
    const end = valueEnd(json, start)
    fields.set(name, json.subarray(start, end))
    next = afterValue(json, end)
  }
  return fields
}

/** The bytes of the entries of a list. */
export function entrySources(json: Buffer): Buffer[] {
  const entries: Buffer[] = []
  let start = spaceEnd(json, startOf(json) + 1)
  while (start < json.length && json[start] !== closeList) {
    const end = valueEnd(json, start)
    entries.push(json.subarray(start, end))
    start = afterValue(json, end)
  }
  return entries
}

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const openList = 0x5b
const closeList = 0x5d
const openObject = 0x7b
const closeObject = 0x7d
const byteOrderMark = [0xef, 0xbb, 0xbf]

const isSpace = (byte: number | undefined) => byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d

const startOf = (json: Buffer): number =>
  spaceEnd(json, byteOrderMark.every((byte, at) => json[at] === byte) ? byteOrderMark.length : 0)

function spaceEnd(json: Buffer, from: number): number {
  let at = from
  while (isSpace(json[at])) at++
  return at
}

function textEnd(json: Buffer, from: number): number {
  let at = from + 1
  while (at < json.length && json[at] !== quote) at += json[at] === backslash ? 2 : 1
  return at + 1
}

/** Where the next field or entry begins, or the bracket that ends them. */
function afterValue(json: Buffer, end: number): number {
  const at = spaceEnd(json, end)
  return json[at] === comma ? spaceEnd(json, at + 1) : at
}

function valueEnd(json: Buffer, from: number): number {
  const first = json[from]
  if (first === quote) return textEnd(json, from)
  if (first !== openObject && first !== openList) return wordEnd(json, from)
  let depth = 0
  let at = from
  while (at < json.length) {
    const byte = json[at]
    if (byte === quote) {
      at = textEnd(json, at)
      continue
    }
    if (byte === openObject || byte === openList) depth++
    else if (byte === closeObject || byte === closeList) depth--
    at++
    if (depth === 0) return at
  }
  return at
}

function wordEnd(json: Buffer, from: number): number {
  let at = from
  while (
    at < json.length &&
    !isSpace(json[at]) &&
    json[at] !== comma &&
    json[at] !== closeList &&
    json[at] !== closeObject
  )
    at++
  return at
}
