import { fail } from '../../errors.ts'
import { countValues } from './count-values.ts'

const depthMax = 32
const utf8 = new TextDecoder('utf-8', { fatal: true })

export interface BodyHeaders {
  contentType: string | undefined
  contentEncoding: string | undefined
}

/** Refuses a body before it is parsed. Throws UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE. */
export function checkUnparsed(body: Buffer, headers: BodyHeaders, valuesMax: number): void {
  if (body.length === 0) return
  if (!isJson(headers)) throw fail.notJson()
  // A value has at least one byte, and one separator before the next value.
  if (body.length > 2 * valuesMax && countValues(body) > valuesMax) throw fail.tooManyValues(valuesMax)
}

/** Returns the value of a JSON body that was checked; an empty body is an empty object. Throws INVALID_FORMAT, VALIDATION_ERROR. */
export function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {}
  let value: unknown
  try {
    value = JSON.parse(utf8.decode(body))
  } catch {
    throw fail.malformed('The body is not valid JSON.')
  }
  refuseUnstorable(value)
  return value
}

function isJson({ contentType, contentEncoding = 'identity' }: BodyHeaders): boolean {
  if (contentType === 'application/json' && contentEncoding === 'identity') return true
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';')
  const charset = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('charset='))
  return (
    /^application\/(?:[\w.-]+\+)?json$/.test(type.trim()) &&
    (charset === undefined || /^charset="?utf-8"?$/.test(charset)) &&
    contentEncoding.toLowerCase() === 'identity'
  )
}

// PostgreSQL text and jsonb cannot contain NUL or half of a surrogate pair; a deep value overflows the stack of recursive code; "__proto__" is a
// name that objects do not store.
function refuseUnstorable(value: unknown, depth = 0): void {
  if (typeof value === 'string' && isUnstorable(value)) throw unstorable()
  if (!isObject(value)) return
  if (depth === depthMax) throw fail.malformed(`The body is nested deeper than ${depthMax} levels.`)
  if (Array.isArray(value)) {
    for (const entry of value) refuseUnstorable(entry, depth + 1)
    return
  }
  // A third of what Object.entries takes, where there are thousands.
  for (const key of Object.keys(value)) {
    if (key === '__proto__' || isUnstorable(key)) throw unstorable()
    refuseUnstorable(value[key], depth + 1)
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
const isUnstorable = (text: string): boolean => text.includes('\0') || !text.isWellFormed()
const unstorable = () => fail.validation({ body: ['A name or text contains a character that is not allowed.'] })
