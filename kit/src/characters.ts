// Limits of texts count characters as the schemas of the gateway and JSON Schema do: code points, not the code units of JavaScript.

/** Returns the number of code points. */
export function charactersOf(text: string): number {
  let count = 0
  for (const _character of text) count++
  return count
}

/** True for a text of at most so many code points. A long text is not read: a code point has one code unit or two. */
export const hasCharactersAtMost = (text: string, max: number): boolean =>
  text.length <= max || (text.length <= 2 * max && charactersOf(text) <= max)

/** True for a text that PostgreSQL can store: it has neither U+0000 nor half of a surrogate pair. */
export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0')
