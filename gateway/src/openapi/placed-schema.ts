// Schemas of event types refer to parts of themselves by pointers from their own root. Within the document the pointers begin at its
// root: tools for OpenAPI do not follow a base ($id). `$schema` may stand at the root of a document alone.
import { keywordKinds } from '@plinth/kit/json-schema-keywords'

type Fields = Readonly<Record<string, unknown>>

/** Returns a schema as it is at this place of a document. What is no schema, as a constant, stays. */
export function placedSchema(schema: unknown, place: string): unknown {
  const placed = (inner: unknown) => placedSchema(inner, place)
  if (!isFields(schema)) return schema
  return mapped(schema, (value, keyword) => {
    if (keyword === '$schema') return undefined
    if (keyword === '$ref' && typeof value === 'string') return value.startsWith('#') ? place + value.slice(1) : value
    const kind = keywordKinds.get(keyword)
    if (kind === 'schema') return placed(value)
    if (kind === 'list' && Array.isArray(value)) return value.map(placed)
    if (kind === 'named' && isFields(value)) return mapped(value, placed)
    return value
  })
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A field whose new value is undefined is left out. */
const mapped = (fields: Fields, to: (value: unknown, name: string) => unknown): Fields =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      const made = to(value, name)
      return made === undefined ? [] : [[name, made]]
    }),
  )
