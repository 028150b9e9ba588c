import type { ErrorCode, ErrorDetails } from '@plinth/kit/errors'

/** What a caller who met an error wants to know. Plain sentences; `code` in backticks. */
export interface ErrorPage {
  /** One sentence. */
  means: string
  /** Each a case in which it is answered. */
  when: readonly string[]
  /** Each a step out of it. */
  remedy: readonly string[]
  example: { message: string; details?: ErrorDetails; retryAfter?: number }
}

export type ErrorPages<Code extends ErrorCode> = Readonly<Record<Code, ErrorPage>>
