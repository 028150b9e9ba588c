import { type ErrorCode, errorCodes, type PlinthError } from '@plinth/kit/errors'
import { fail } from '../errors.ts'
import { errorFacts } from '../error-body.ts'

export interface ItemResult {
  index: number
  status: number
  /** Null where the answer has no body. */
  data?: unknown
  error?: object
}

/** What came of an operation that was refused. Names no request: the same bytes however often it is asked for. */
export const refused = (index: number, err: PlinthError): ItemResult => ({
  index,
  status: errorCodes[err.code].http,
  error: {
    ...errorFacts(err),
    ...(err.retryAfterSeconds === undefined ? {} : { retry_after: err.retryAfterSeconds }),
  },
})

/** What an operation says that was not begun. */
export const notBegun = (index: number): ItemResult => refused(index, fail.notBegun())

/** Nobody knows what the next ones would meet, so they wait for the caller to ask again. */
export const endsBatch = ({ status }: ItemResult): boolean => status >= 500

/** Refusals of the key itself are the whole batch's. */
export const isOfTheKey = (code: ErrorCode): boolean =>
  code === 'IDEMPOTENCY_IN_PROGRESS' || code === 'IDEMPOTENCY_KEY_REUSED'

export function batchAnswer(results: readonly ItemResult[]): { data: readonly ItemResult[]; meta: object } {
  const failed = results.filter(({ error }) => error !== undefined).length
  return { data: results, meta: { succeeded: results.length - failed, failed } }
}
