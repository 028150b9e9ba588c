import type { ErrorCode, ErrorDetails } from '@plinth/kit/errors'

/** Page of an error for callers. Plain sentences; `code` in backticks. */
export interface ErrorPage {
  /** One sentence. */
  means: string
  /** Cases in which the error is returned. */
  when: readonly string[]
  /** Steps that resolve the error. */
  remedy: readonly string[]
  example: { message: string; details?: ErrorDetails; retryAfter?: number }
}

export type ErrorPages<Code extends ErrorCode> = Readonly<Record<Code, ErrorPage>>
