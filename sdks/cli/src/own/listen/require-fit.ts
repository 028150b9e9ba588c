import type { ErrorObject } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { usageError } from '../../failure.ts'

const shownMax = 5

/**
 * Throws USAGE, with the first faults, for an event that does not fit the schema of its type; one without a schema fits.
 * NOTE: load this file where it is needed; the validator is large.
 */
export function requireFit(event: unknown, schema: unknown): void {
  if (typeof schema !== 'object' || schema === null) return
  // As the server compiles it. Formats say something to people alone there as well.
  const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false, ownProperties: true })
  const fits = ajv.compile(schema)
  if (fits(event)) return
  const faults = [...new Set((fits.errors ?? []).map(sentenceOf))]
  throw usageError(
    ['The event does not fit the schema of its type.', ...faults.slice(0, shownMax)].join('\n'),
    'Read the schema: `plinth event-types list -o json`.',
  )
}

function sentenceOf({ instancePath, keyword, params, message = 'is not valid' }: ErrorObject): string {
  const path = instancePath.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~') || 'The event'
  const extra: unknown = params['additionalProperty'] ?? params['unevaluatedProperty']
  if (typeof extra === 'string') return `${path}: ${extra} is no field of it.`
  if (keyword === 'enum') return `${path} must be one of ${JSON.stringify(params['allowedValues'])}.`
  if (keyword === 'const') return `${path} must be ${JSON.stringify(params['allowedValue'])}.`
  return `${path} ${message}.`
}
