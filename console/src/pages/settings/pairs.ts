const quoted = /^"(?:[^"\\]|\\.)*"/

/** Pairs as lines: "crm: 4711". What a line cannot say as it is, such as a line break, stands there as a JSON string. */
export const linesOfPairs = (pairs: Readonly<Record<string, string>>): string =>
  Object.entries(pairs)
    .map(([name, value]) => `${written(name, /[":\p{Cc}]|^$/u)}: ${written(value, /["\p{Cc}]/u)}`)
    .join('\n')

const written = (text: string, special: RegExp) =>
  special.test(text) || text !== text.trim() ? JSON.stringify(text) : text

/** Reads the text that `linesOfPairs` writes; a line without a colon has an empty value. */
export function pairsOfLines(text: string): Record<string, string> {
  const pairs = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line): [string, string] => {
      const from = quoted.exec(line)?.[0].length ?? 0
      const colon = line.indexOf(':', from)
      return colon === -1 ? [read(line), ''] : [read(line.slice(0, colon)), read(line.slice(colon + 1))]
    })
  return Object.fromEntries(pairs)
}

function read(part: string): string {
  const text = part.trim()
  if (quoted.exec(text)?.[0] !== text) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
