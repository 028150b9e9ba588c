import { type ErrorCode, errorCodes, PlinthError } from '@plinth/kit/errors'
import { errorBody, problemBody } from '../error-body.ts'
import type { OperationFacts } from '../operation/operation.ts'
import { exampleOf } from '../operation/shown.ts'
import { listEnvelope } from '../operation/view.ts'
import { errorPages } from './errors/catalogue.ts'

export const exampleOrigin = 'https://plinth.example.com'
export const exampleRequestId = 'req_01kb0q3t5dexn8r0v6m2c7h9ak'

/** Returns the example of a successful response, or undefined without a body. Throws for an output without an example. */
export function answerExample({ id, path, output, isBare, list }: OperationFacts): unknown {
  if (output === undefined) return undefined
  const example = exampleOf(output)
  if (example === undefined) throw new Error(`${id}: its output has no example (.meta({ examples: [ … ] }))`)
  if (list === undefined) return isBare === true ? example : { data: example }
  const { isCursorOnly = false, isAppendOnly = false } = list
  return listEnvelope(
    [Object(example)],
    { total: 1, totalIsExact: true, nextCursor: '' },
    {
      fields: undefined,
      includes: new Set(),
      list: { page: 1, perPage: 15, filters: [], sort: [], ...(isCursorOnly ? { cursor: '' } : {}) },
      isAppendOnly,
      link: () => `${exampleOrigin}/api/v1${path}?page=1`,
    },
  )
}

export function errorExample(code: ErrorCode): { body: object; problem: object } {
  const { message, details = {}, retryAfter } = errorPages[code].example
  const facts = {
    err: new PlinthError(code, message, { details }),
    status: errorCodes[code].http,
    requestId: exampleRequestId,
    retryAfterSeconds: retryAfter,
  }
  return { body: errorBody(facts), problem: problemBody({ ...facts, type: `${exampleOrigin}/docs/errors/${code}` }) }
}
