import type { ErrorCode } from './gen/error-codes.ts'
import type { EntitlementReserved } from './gen/schemas.ts'
import { SdkError } from './sdk-error.ts'

/** No answer arrived, or only a part of one. */
export class TransportError extends SdkError {
  override name = 'TransportError'
  /** False where another attempt would fail in the same way: a certificate that is not trusted. */
  readonly isRetryable: boolean
  constructor(message: string, { isRetryable = true, ...options }: ErrorOptions & { isRetryable?: boolean } = {}) {
    super(message, options)
    this.isRetryable = isRetryable
  }
}

/** The answer was not there in time. */
export class TransportTimeout extends TransportError {
  override name = 'TransportTimeout'
}

/** The caller's signal ended the call. */
export class AbortedError extends SdkError {
  override name = 'AbortedError'
}

/** The plan does not allow the reservation; `decision` says why. */
export class ReservationRefused extends SdkError {
  override name = 'ReservationRefused'
  readonly decision: EntitlementReserved
  constructor(decision: EntitlementReserved) {
    super(decision.message)
    this.decision = decision
  }
}

/** The answer is not one of Plinth's: a proxy's page, a redirect, text that is not JSON. */
export class UnexpectedAnswerError extends SdkError {
  override name = 'UnexpectedAnswerError'
  readonly status: number
  /** Seconds that the answer asks to wait. */
  readonly retryAfter: number | undefined
  constructor(message: string, status: number, retryAfter?: number) {
    super(message)
    this.status = status
    this.retryAfter = retryAfter
  }
}

/** By field or parameter, the sentences that say what is wrong; by fact, its values. */
export type ErrorDetails = Readonly<Record<string, readonly string[]>>

/** The fields of an error of the API. */
export interface ApiErrorDetails {
  code: ErrorCode
  status: number
  message: string
  details?: ErrorDetails | undefined
  requestId?: string | undefined
  /** In seconds. */
  retryAfter?: number | undefined
  docUrl: string
}

/** Plinth refused the call. `code` says why, and narrows. */
export class ApiError extends SdkError {
  override name = 'ApiError'
  declare readonly code: ErrorCode
  declare readonly status: number
  declare readonly details: ErrorDetails
  declare readonly requestId: string | undefined
  /** Seconds after which the call can succeed. */
  declare readonly retryAfter: number | undefined
  declare readonly docUrl: string
  constructor({ message, details = {}, ...fields }: ApiErrorDetails) {
    super(message)
    Object.assign(this, { details, ...fields })
  }
  /** The message with all fields above as JSON: for logs. What a program attaches is left out: it may be cyclic. */
  override toString(): string {
    const { code, status, details, requestId, retryAfter, docUrl, idempotencyKey, attempts } = this
    return `${super.toString()} ${JSON.stringify({ code, status, details, requestId, retryAfter, docUrl, idempotencyKey, attempts })}`
  }
}

export class BadRequestError extends ApiError {
  override name = 'BadRequestError'
}
export class AuthenticationError extends ApiError {
  override name = 'AuthenticationError'
}
export class PermissionDeniedError extends ApiError {
  override name = 'PermissionDeniedError'
}
export class NotFoundError extends ApiError {
  override name = 'NotFoundError'
}
export class ConflictError extends ApiError {
  override name = 'ConflictError'
}
export class PreconditionFailedError extends ApiError {
  override name = 'PreconditionFailedError'
}
export class ValidationError extends ApiError {
  override name = 'ValidationError'
}
export class RateLimitError extends ApiError {
  override name = 'RateLimitError'
}
export class ServerError extends ApiError {
  override name = 'ServerError'
}
