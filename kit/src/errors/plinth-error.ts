import type { ErrorCode } from './codes.ts'

/** Field or fact → sentences or values; what the public envelope shows as `details`. */
export type ErrorDetails = Readonly<Record<string, readonly string[]>>

export interface ErrorOptions {
  details?: ErrorDetails
  retryAfterSeconds?: number
  /** Logged with the request ID, never sent. */
  cause?: unknown
}

/** The only error that crosses a boundary: a stable code and a public sentence; the cause stays internal. */
export class PlinthError extends Error {
  override readonly name = 'PlinthError'
  readonly code: ErrorCode
  readonly details: ErrorDetails
  readonly retryAfterSeconds: number | undefined

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.details = options.details ?? {}
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}

/** The constructor of errors with this code. */
export const errorsOf =
  (code: ErrorCode) =>
  (message: string, options?: ErrorOptions): PlinthError =>
    new PlinthError(code, message, options)

/** Returns a PlinthError for any thrown value: a foreign error becomes INTERNAL_ERROR with the original as its cause. */
export function toPlinthError(thrown: unknown): PlinthError {
  if (thrown instanceof PlinthError) return thrown
  return new PlinthError('INTERNAL_ERROR', 'Something went wrong on our side.', { cause: thrown })
}
