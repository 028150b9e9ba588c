// Changes of a body between the wire and the code that signs it.

/** The difference from a body to another one that might have been signed instead. */
export type BodyChange =
  | 'newline_removed'
  | 'newline_added'
  | 'line_breaks'
  | 'trimmed'
  | 'unquoted'
  | 'printed_anew'
  | 'as_sent'

export interface BodyVariant {
  change: BodyChange
  text: string
}

/** @param sent The body as Plinth has it, where that is known. */
export function bodyVariants(body: string, sent?: string): BodyVariant[] {
  const unquoted = unquotedOf(body)
  const all: BodyVariant[] = [
    { change: 'newline_removed', text: body.replace(/\r?\n$/, '') },
    { change: 'newline_added', text: `${body}\n` },
    { change: 'newline_added', text: `${body}\r\n` },
    { change: 'line_breaks', text: body.replace(/\r?\n/g, '\r\n') },
    { change: 'line_breaks', text: body.replaceAll('\r\n', '\n') },
    { change: 'trimmed', text: body.trim() },
    ...(unquoted === undefined ? [] : [{ change: 'unquoted' as const, text: unquoted }]),
    ...printedAnew(body).map((text) => ({ change: 'printed_anew' as const, text })),
    ...(sent === undefined ? [] : [{ change: 'as_sent' as const, text: sent }]),
  ]
  const seen = new Set([body])
  return all.filter(({ text }) => !seen.has(text) && seen.add(text))
}

/** A body that was copied as a string of a program or a log: "{\"id\":…}". */
function unquotedOf(body: string): string | undefined {
  const parsed = parsedOf(body)
  return typeof parsed === 'string' ? parsed : undefined
}

/** The same JSON as JavaScript, Python, PHP and Go print it. Its numbers and the order of its members stay as they are. */
function printedAnew(body: string): string[] {
  const parsed = parsedOf(body)
  if (parsed === undefined) return []
  const bases = [withoutSpaces(body), ...printed(() => JSON.stringify(parsed))]
  const spaced = bases.flatMap((text) => [text, withSpaces(text)])
  const escaped = spaced.flatMap((text) => [text, ascii(text), ascii(text.replaceAll('/', '\\/')), html(text)])
  const indented = [2, 4, '\t'].flatMap((indent) => printed(() => JSON.stringify(parsed, null, indent)))
  return [...escaped, ...indented, ...indented.map(ascii)]
}

function parsedOf(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** Nothing for JSON that is too deep to print. */
function printed(print: () => string): string[] {
  try {
    return [print()]
  } catch {
    return []
  }
}

const token = /"[^"\\]*(?:\\.[^"\\]*)*"|\s+|[,:]/g
const withoutSpaces = (json: string) => json.replace(token, (part) => (part.trim() === '' ? '' : part))
const withSpaces = (json: string) => json.replace(token, (part) => (part === ',' || part === ':' ? `${part} ` : part))

const escapeOf = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII stays
const ascii = (json: string) => json.replace(/[^\u0000-\u007f]/g, escapeOf)
const html = (json: string) => json.replace(/[<>&\u2028\u2029]/g, escapeOf)
