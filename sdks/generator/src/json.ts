/** An object of the document. */
export type JsonObject = Readonly<Record<string, unknown>>

/** A construct that the generator does not understand, with its place in the document; nothing is guessed. */
export class UnknownConstruct extends Error {
  override readonly name = 'UnknownConstruct'
  constructor(place: string, what: string) {
    super(`${place}: ${what}`)
  }
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function objectAt(value: unknown, place: string): JsonObject {
  if (!isObject(value)) throw new UnknownConstruct(place, 'is not an object')
  return value
}

export function textAt(value: unknown, place: string): string {
  if (typeof value !== 'string') throw new UnknownConstruct(place, 'is not a text')
  return value
}

export function wordsAt(value: unknown, place: string): string[] {
  if (!Array.isArray(value)) throw new UnknownConstruct(place, 'is not a list')
  return value.map((word, at) => textAt(word, `${place}/${at}`))
}

/** Refuses every key that is not listed. */
export function onlyKeys(value: JsonObject, known: readonly string[], place: string): void {
  const unknown = Object.keys(value).filter((key) => !known.includes(key))
  if (unknown.length > 0)
    throw new UnknownConstruct(place, `has ${unknown.join(', ')}, which the generator does not know`)
}

/** Path in the document, after RFC 6901. */
export const step = (place: string, ...keys: readonly string[]): string =>
  [place, ...keys.map((key) => key.replaceAll('~', '~0').replaceAll('/', '~1'))].join('/')

/** Follows `{ $ref }` to one of the named components; other values are handed back as they are. */
export function resolve(document: JsonObject, value: unknown, kind: string, place: string): JsonObject {
  const found = objectAt(value, place)
  if (found['$ref'] === undefined) return found
  const name = referenceName(found['$ref'], kind, place)
  const components = objectAt(document['components'], '#/components')
  return objectAt(objectAt(components[kind], `#/components/${kind}`)[name], step('#/components', kind, name))
}

export function referenceName(reference: unknown, kind: string, place: string): string {
  const start = `#/components/${kind}/`
  const text = textAt(reference, `${place}/$ref`)
  if (!text.startsWith(start)) throw new UnknownConstruct(place, `refers to ${text}, which is not in ${start}`)
  return text.slice(start.length).replaceAll('~1', '/').replaceAll('~0', '~')
}
