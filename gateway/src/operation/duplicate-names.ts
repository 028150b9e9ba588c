import { spaceEnd, textEnd } from './json-source.ts'

const colon = 0x3a

/**
 * Returns a name that an object of this JSON has twice, at any depth. JSON.parse keeps the last of the two, so what is checked would
 * differ from what a receiver of the same bytes may read.
 */
export function duplicateName(json: Buffer): string | undefined {
  const text = json.toString('utf8')
  // The names of each object that is open; a list has none.
  const open: Set<string>[] = []
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]
    if (letter === '{' || letter === '[') open.push(new Set())
    else if (letter === '}' || letter === ']') open.pop()
    if (letter !== '"') continue
    const end = textEnd(text, at)
    if (text.charCodeAt(spaceEnd(text, end)) === colon) {
      const name: string = JSON.parse(text.slice(at, end))
      const names = open.at(-1)
      if (names?.has(name)) return name
      names?.add(name)
    }
    at = end - 1
  }
  return undefined
}
