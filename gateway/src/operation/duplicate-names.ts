import { spaceEnd, textEnd } from './json-source.ts'

const colon = 0x3a
const quote = 0x22

/**
 * Returns a name that an object of this JSON has twice, at any depth. JSON.parse keeps the last of the two, so what is checked would
 * differ from what a receiver of the same bytes may read.
 */
export function duplicateName(json: Buffer): string | undefined {
  const text = json.toString('utf8')
  // The names of each object that is open; a list has none.
  const open: Set<string>[] = []
  for (let at = 0; at < text.length; at++) {
    const letter = text.charCodeAt(at)
    // { and [, } and ]: each pair differs in one bit.
    if ((letter | 0x20) === 0x7b) open.push(new Set())
    else if ((letter | 0x20) === 0x7d) open.pop()
    if (letter !== quote) continue
    const end = textEnd(text, at)
    if (text.charCodeAt(spaceEnd(text, end)) === colon) {
      const written = text.slice(at + 1, end - 1)
      const name: string = written.includes('\\') ? JSON.parse(`"${written}"`) : written
      const names = open.at(-1)
      if (names?.has(name)) return name
      names?.add(name)
    }
    at = end - 1
  }
  return undefined
}
