/** A value of a JSON document, or nothing at all. */
export type Json = unknown

export const isObject = (value: Json): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const objectOf = (value: Json): Readonly<Record<string, Json>> => (isObject(value) ? value : {})
export const listOf = (value: Json): readonly Json[] => (Array.isArray(value) ? value : [])

/** The value at the end of these steps; undefined where one leads nowhere. */
export function at(value: Json, ...steps: readonly string[]): Json {
  return steps.reduce<Json>(
    (found, step) => (isObject(found) && Object.hasOwn(found, step) ? found[step] : undefined),
    value,
  )
}

/** Follows `{ $ref }` within the document, as far as it leads. */
export function resolver(document: Json): (value: Json) => Json {
  return (value) => {
    let found = value
    for (let reference = at(found, '$ref'); typeof reference === 'string'; reference = at(found, '$ref')) {
      const steps = reference.slice(2).split('/')
      found = at(document, ...steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~')))
    }
    return found
  }
}
