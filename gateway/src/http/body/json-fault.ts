// Where a text stops being JSON. JSON.parse tells that only sometimes, and repeats what is around it, which may be a secret.

/** The first place that no JSON text can have, as an index, and what could be there instead. */
export interface JsonFault {
  at: number
  expected: string
}

type State = 'value' | 'value or end' | 'name' | 'name or end' | 'colon' | 'after'

/** Returns undefined for JSON. Takes a step for each token: a text may be nested as deep as it is long. */
export function findJsonFault(text: string): JsonFault | undefined {
  const ends: ('}' | ']')[] = []
  let state: State = 'value'
  let at = 0
  for (;;) {
    at = match(blanks, text, at) ?? at
    const found = text[at]
    const end = ends.at(-1)
    if (state === 'after' && end === undefined)
      return at === text.length ? undefined : { at, expected: 'the end of the body' }
    const isEnd = state === 'after' || state === 'value or end' || state === 'name or end'
    if (isEnd && found !== undefined && found === end) {
      ends.pop()
      state = 'after'
      at++
    } else if (state === 'after') {
      if (found !== ',') return { at, expected: `a comma or "${end}"` }
      state = end === '}' ? 'name' : 'value'
      at++
    } else if (state === 'colon') {
      if (found !== ':') return { at, expected: 'a colon' }
      state = 'value'
      at++
    } else if (state === 'name' || state === 'name or end') {
      if (found !== '"') return { at, expected: `a name in double quotes${isEnd ? ' or "}"' : ''}` }
      const last = textEnd(text, at + 1)
      if (typeof last !== 'number') return last
      state = 'colon'
      at = last
    } else if (found === '"') {
      const last = textEnd(text, at + 1)
      if (typeof last !== 'number') return last
      state = 'after'
      at = last
    } else if (found === '{' || found === '[') {
      ends.push(found === '{' ? '}' : ']')
      state = found === '{' ? 'name or end' : 'value or end'
      at++
    } else {
      const last = match(word, text, at) ?? match(number, text, at)
      if (last === undefined) return { at, expected: state === 'value' ? 'a value' : 'a value or "]"' }
      state = 'after'
      at = last
    }
  }
}

const blanks = /[ \t\n\r]*/y
const word = /true|false|null/y
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const fourDigits = /[\da-fA-F]{4}/y

/** The index after a match that begins at this one. */
function match(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : undefined
}

/** The index after the closing quote. One step for each character: a pattern for each escape takes ten times as long. */
function textEnd(text: string, start: number): number | JsonFault {
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) return at + 1
    if (code < space) return { at, expected: 'an escape such as \\n' }
    if (code !== backslash) continue
    const letter = text[at + 1] ?? ''
    const isUnicode = letter === 'u' && match(fourDigits, text, at + 2) !== undefined
    if (!isUnicode && (letter === '' || !'"\\/bfnrt'.includes(letter)))
      return { at, expected: 'an escape of JSON such as \\n or \\"' }
    at += isUnicode ? 5 : 1
  }
  return { at: text.length, expected: 'a closing double quote' }
}

const [space, quote, backslash, lineFeed] = [0x20, 0x22, 0x5c, 0x0a]

const shownCharacters = '{}[],:"\''

/** The fault as a sentence that repeats nothing of the text but a mark of JSON. */
export function faultSentence(text: string, { at, expected }: JsonFault): string {
  let [line, lineStart] = [1, 0]
  for (let place = 0; place < at; place++)
    if (text.charCodeAt(place) === lineFeed) [line, lineStart] = [line + 1, place + 1]
  return `Line ${line}, column ${at - lineStart + 1}: ${expected} was expected, but ${foundAt(text, at)}.`
}

function foundAt(text: string, at: number): string {
  const found = text[at]
  if (found === undefined) return 'the body ends there'
  if (shownCharacters.includes(found)) return `${found === '"' ? 'a double quote' : `"${found}"`} was found`
  if (found < ' ') return 'a control character was found'
  return `${/\d/.test(found) ? 'a digit' : /\p{L}/u.test(found) ? 'a letter' : 'another character'} was found`
}
