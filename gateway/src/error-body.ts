import { type ErrorCode, type ErrorDetails, errorCodes, type PlinthError } from '@plinth/kit/errors'
import { http } from '@plinth/kit/node-http'

export interface ErrorFacts {
  err: PlinthError
  status: number
  requestId: string
  retryAfterSeconds: number | undefined
}

interface ProblemFacts extends ErrorFacts {
  /** URL of the page of the code. */
  type: string
}

// These codes have a fixed sentence: a 5xx reveals no internals, and a 404 does not reveal what exists.
const fixedSentences: Partial<Record<ErrorCode, string>> = {
  INTERNAL_ERROR: 'Something went wrong on our side.',
  SERVICE_UNAVAILABLE: 'The service is temporarily unavailable. Please try again.',
  GATEWAY_TIMEOUT: 'The service did not respond in time. Please try again.',
  RESOURCE_NOT_FOUND: 'The resource was not found.',
}

/** The public envelope of api.md §3. */
export function errorBody({ err, requestId, retryAfterSeconds }: ErrorFacts): object {
  return {
    error: {
      ...errorFacts(err),
      request_id: requestId,
      ...(retryAfterSeconds === undefined ? {} : { retry_after: retryAfterSeconds }),
    },
  }
}

/** Returns the parts of an error that do not depend on the request. */
export function errorFacts(err: PlinthError): object {
  const details = detailsOf(err)
  return {
    code: err.code,
    message: fixedSentences[err.code] ?? err.message,
    ...(details === undefined ? {} : { details }),
  }
}

/** The error as RFC 9457 problem details. */
export function problemBody({ type, err, status, requestId, retryAfterSeconds }: ProblemFacts): object {
  const details = detailsOf(err)
  return {
    type,
    title: http.STATUS_CODES[status],
    status,
    detail: fixedSentences[err.code] ?? err.message,
    code: err.code,
    ...(details === undefined ? {} : { details }),
    request_id: requestId,
    ...(retryAfterSeconds === undefined ? {} : { retry_after: retryAfterSeconds }),
  }
}

function detailsOf({ code, details }: PlinthError): ErrorDetails | undefined {
  const isFixed = errorCodes[code].http >= 500 || code === 'RESOURCE_NOT_FOUND'
  return isFixed || Object.keys(details).length === 0 ? undefined : details
}
