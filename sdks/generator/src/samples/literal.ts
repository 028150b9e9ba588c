import { isObject } from '../json.ts'

/** How a language writes values. */
export interface Notation {
  text(value: string): string
  /** Of true, false and null. */
  words: readonly [isTrue: string, isFalse: string, isNull: string]
  list: readonly [open: string, close: string]
  map: readonly [open: string, close: string]
  entry(name: string, value: string): string
  indent: string
}

const widthMax = 72

/** A value in a language: on one line where it fits. */
export function literal(value: unknown, notation: Notation): string {
  if (Array.isArray(value)) {
    return block(
      value.map((one) => literal(one, notation)),
      notation.list,
      notation.indent,
    )
  }
  if (isObject(value)) return block(entries(value, notation), notation.map, notation.indent)
  if (typeof value === 'string') return notation.text(value)
  const [isTrue, isFalse, isNull] = notation.words
  if (value === null) return isNull
  return typeof value === 'boolean' ? (value ? isTrue : isFalse) : String(value)
}

export const entries = (value: Readonly<Record<string, unknown>>, notation: Notation): string[] =>
  Object.entries(value).map(([name, one]) => notation.entry(name, literal(one, notation)))

/** Parts between brackets, separated by commas: on one line where they fit, else one to a line with a last comma. */
export function block(parts: readonly string[], [open, close]: readonly [string, string], indent: string): string {
  const inline = `${open}${parts.join(', ')}${close}`
  if (parts.length === 0) return inline.replaceAll(' ', '')
  if (inline.length <= widthMax && !inline.includes('\n')) return inline
  const lines = parts.map((part) => `${part},`.replaceAll(/^/gm, indent))
  return [open.trimEnd(), ...lines, close.trimStart()].join('\n')
}

/** In single quotes, as JavaScript and PHP read it. */
export function quoted(value: string): string {
  if (/\p{Cc}/u.test(value)) throw new Error(`an example with a control character: ${JSON.stringify(value)}`)
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
