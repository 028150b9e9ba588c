import { usageError } from '../../failure.ts'

type Json = Readonly<Record<string, unknown>>

/**
 * Sets `data.amount` or `data.lines.0` of an event. The value is JSON, else text. Throws USAGE for a field that neither the schema nor
 * the example has, and for a value of another type.
 */
export function setField(event: unknown, schema: unknown, assignment: string): void {
  const [, path = '', text = ''] = /^([^=]+)=(.*)$/s.exec(assignment) ?? []
  if (path === '') throw usageError(`--set must be path=value; it is "${assignment}".`)
  const words = path.split('.')
  let [owner, described]: [unknown, unknown] = [event, schema]
  for (const [at, word] of words.entries()) {
    const before = described
    described = childOf(described, word)
    const isLast = at === words.length - 1
    if (typeof owner !== 'object' || owner === null || !(word in owner || described !== undefined || isOpen(before)))
      throw usageError(`The event has no field ${path}.`, 'Read its fields: `plinth event-types list -o json`.')
    const holder = owner as Record<string, unknown>
    // A name of Object.prototype is a field like others, and no way out of the event.
    if (!isLast && !Object.hasOwn(holder, word)) define(holder, word, {})
    if (isLast) define(holder, word, givenValue(text, described, path))
    owner = Object.hasOwn(holder, word) ? holder[word] : undefined
  }
}

const define = (holder: object, name: string, value: unknown) =>
  Object.defineProperty(holder, name, { value, writable: true, enumerable: true, configurable: true })

function childOf(schema: unknown, word: string): unknown {
  const { properties, items } = Object(schema) as { properties?: Json; items?: unknown }
  if (properties !== undefined && Object.hasOwn(properties, word)) return properties[word]
  return /^\d+$/.test(word) ? items : undefined
}

/** Other fields than those named may be there. */
function isOpen(schema: unknown): boolean {
  const { additionalProperties } = Object(schema) as Json
  return schema !== undefined && additionalProperties !== false
}

function givenValue(text: string, schema: unknown, path: string): unknown {
  const { type } = Object(schema) as Json
  const types = type === undefined ? undefined : [type].flat().map(String)
  const parsed = jsonOf(text)
  const fits = [parsed, text].filter((value) => value !== undefined)
  const value = types === undefined ? fits[0] : fits.find((one) => types.some((name) => isOf(name, one)))
  if (value === undefined) throw usageError(`${path} must be ${types?.join(' or ')}; it is "${text}".`)
  return value
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'null') return value === null
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value)
  return typeof value === type
}
