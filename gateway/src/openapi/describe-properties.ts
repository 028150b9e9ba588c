import { propertyTexts } from './property-texts.ts'

type Json = Record<string, unknown>

/** Examples are no schemas, though they may look like some. */
const notSchemas = new Set(['example', 'examples', 'default', 'enum', 'const'])

/**
 * Adds the text of `property-texts.ts` to each property of the document that has none, in place. A text inside of "this or null"
 * moves to the property, where generators read it.
 */
export function describeProperties(node: unknown): void {
  if (Array.isArray(node)) {
    for (const entry of node) describeProperties(entry)
    return
  }
  if (!isObject(node)) return
  const { properties } = node
  if (isObject(properties)) {
    for (const [name, property] of Object.entries(properties)) if (isObject(property)) describe(name, property)
  }
  for (const [key, value] of Object.entries(node)) if (!notSchemas.has(key)) describeProperties(value)
}

function describe(name: string, property: Json): void {
  if ('$ref' in property || 'const' in property || 'description' in property) return
  const inner = Array.isArray(property['anyOf']) ? property['anyOf'].filter(isObject) : []
  const described = inner.filter((one) => 'description' in one)
  const [only] = described
  if (only !== undefined && described.length === 1) {
    property['description'] = only['description']
    delete only['description']
    return
  }
  const known = Object.hasOwn(propertyTexts, name) ? propertyTexts[name] : undefined
  if (known === undefined) return
  const { text, whenNull = '' } = known
  property['description'] = whenNull !== '' && mayBeNull(property) ? `${text} ${whenNull}` : text
}

function mayBeNull({ type, anyOf }: Json): boolean {
  if (Array.isArray(type)) return type.includes('null')
  return type === 'null' || (Array.isArray(anyOf) && anyOf.some((one) => isObject(one) && mayBeNull(one)))
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
