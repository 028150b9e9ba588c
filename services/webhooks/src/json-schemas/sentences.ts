import type { ErrorObject } from 'ajv'
import type { Fault } from './check-schema.ts'
import { pointerTo } from './json-pointer.ts'

/** Returns an error of ajv as one sentence that names the place; it never shows the data. */
export function faultOf({ keyword, instancePath, params, message = 'must be valid' }: ErrorObject): Fault {
  if (keyword === 'required' || keyword === 'dependentRequired') {
    const pointer = pointerTo(instancePath, String(params['missingProperty']))
    return { pointer, sentence: `${placeOf(pointer)} is required.` }
  }
  const extra: unknown = params['additionalProperty'] ?? params['unevaluatedProperty']
  if (typeof extra === 'string') {
    const pointer = pointerTo(instancePath, extra.slice(0, 100))
    return { pointer, sentence: `${placeOf(pointer)} is not a property of the schema.` }
  }
  return { pointer: instancePath, sentence: `${placeOf(instancePath)} ${told(keyword, params, message)}.` }
}

/** The sentence of a fault, after the place where it does not name it. */
export const sentenceOf = ({ pointer, sentence }: Fault): string =>
  pointer === '' || sentence.includes(pointer) ? sentence : `${pointer}: ${sentence}`

const placeOf = (pointer: string): string => (pointer === '' ? 'The value' : `The value at ${pointer.slice(0, 300)}`)

function told(keyword: string, params: Readonly<Record<string, unknown>>, message: string): string {
  if (keyword === 'false schema') return 'is not allowed'
  if (keyword === 'const') return `must be ${shown(params['allowedValue'])}`
  if (keyword === 'enum') return `must be one of ${shown(params['allowedValues'])}`
  return message.slice(0, 300)
}

function shown(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
