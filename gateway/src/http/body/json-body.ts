import { isStorable } from '@plinth/kit/characters'
import { fail } from '../../errors.ts'
import { countValues } from './count-values.ts'
import { faultSentence, findJsonFault } from './json-fault.ts'

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
  const value = parse(decode(body))
  refuseUnstorable(value)
  return value
}

function decode(body: Buffer): string {
  try {
    return utf8.decode(body)
  } catch {
    throw fail.malformed('The body is not valid JSON: it must be in UTF-8.')
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const fault = findJsonFault(text)
    throw fail.malformed(`The body is not valid JSON.${fault === undefined ? '' : ` ${faultSentence(text, fault)}`}`)
  }
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

// "__proto__" is a name that objects do not store. JSON.parse reads a number beyond the range of a double as Infinity, and JSON.stringify
// prints that as null. A deep value overflows the stack of recursive code.
function refuseUnstorable(root: unknown): void {
  const fault = faultIn(root, 0)
  if (fault !== undefined) throw fail.validation({ [fieldOf(fault.path)]: [fault.sentence] })
}

interface Fault {
  sentence: string
  /** From the innermost name outwards: it is built when a fault is found, so a body without one costs nothing. */
  path: (string | number)[]
}

function faultIn(value: unknown, depth: number): Fault | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : faultOf(badText)
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : faultOf(badNumber)
  if (!isObject(value)) return undefined
  if (depth === depthMax) throw fail.malformed(`The body is nested deeper than ${depthMax} levels.`)
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const fault = faultIn(value[index], depth + 1)
      if (fault !== undefined) return within(index, fault)
    }
    return undefined
  }
  // A third of what Object.entries takes, where there are thousands.
  for (const name of Object.keys(value)) {
    if (name === '__proto__' || !isStorable(name)) return faultOf(badText)
    const fault = faultIn(value[name], depth + 1)
    if (fault !== undefined) return within(name, fault)
  }
  return undefined
}

const badText = 'A name or text contains a character that is not allowed.'
const badNumber = 'The number is too large. Use a number between -1.79e308 and 1.79e308, or send it as a text.'
const faultOf = (sentence: string): Fault => ({ sentence, path: [] })

function within(name: string | number, fault: Fault): Fault {
  fault.path.push(name)
  return fault
}

const fieldOf = (path: Fault['path']): string =>
  path.length === 0 ? 'body' : path.toReversed().join('.').slice(0, 200)

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
