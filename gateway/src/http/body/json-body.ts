import { fail } from '../../errors.ts'
import { refuseUnstorable } from '../../operation/storable.ts'
import { countValues } from './count-values.ts'
import { faultSentence, findJsonFault } from './json-fault.ts'

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

/**
 * Returns the value of a JSON body that was checked; an empty body is an empty object. The operation itself checks the values of the
 * list `itemsIn`. Throws INVALID_FORMAT, VALIDATION_ERROR.
 */
export function parseJson(body: Buffer, itemsIn?: string): unknown {
  if (body.length === 0) return {}
  const value = parse(decode(body))
  refuseUnstorable(itemsIn === undefined ? value : withoutItems(value, itemsIn))
  return value
}

function withoutItems(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Array.isArray(Reflect.get(value, name)) ? { ...value, [name]: [] } : value
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
