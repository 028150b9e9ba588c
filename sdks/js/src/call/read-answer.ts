import {
  ApiError,
  AuthenticationError,
  BadRequestError,
  ConflictError,
  type ErrorDetails,
  NotFoundError,
  PermissionDeniedError,
  PreconditionFailedError,
  RateLimitError,
  ServerError,
  UnexpectedAnswerError,
  ValidationError,
} from '../errors.ts'
import type { SdkError } from '../sdk-error.ts'
import { retryAfterSeconds } from './limits.ts'
import type { Received } from './received.ts'

/** How an operation answers: `{ data }`, a page, another object, nothing, lines; `any` is for a route that is not known. */
export type AnswerKind = 'data' | 'page' | 'bare' | 'none' | 'any' | 'lines'

const classes: Record<number, typeof ApiError> = {
  400: BadRequestError,
  401: AuthenticationError,
  403: PermissionDeniedError,
  404: NotFoundError,
  409: ConflictError,
  412: PreconditionFailedError,
  422: ValidationError,
  429: RateLimitError,
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value of a 2xx, undefined for a 304, which is no answer of lines; throws what any other answer is. */
export function readValue(received: Received, kind: AnswerKind): unknown {
  const { status, text } = received
  if (received.open) return received
  if (kind !== 'lines' && (status === 304 || status === 204)) return undefined
  const body = status < 300 && text === '' ? undefined : parsed(text)
  if (status >= 200 && status < 300) {
    if (kind === 'none' || kind === 'any') {
      if (body !== notJson) return kind === 'any' ? unwrapped(body) : undefined
    } else if (kind !== 'lines' && isObject(body)) {
      const { data, meta } = body
      if (kind === 'bare' || (kind === 'page' && Array.isArray(data) && isObject(meta))) return body
      if (kind === 'data' && typeof data === 'object' && data !== null) return data
    }
  }
  throw new UnexpectedAnswerError(unexpected(received), status)
}

/** The error of an answer that is not 2xx or 304; undefined for those. */
export function readError(received: Received, server: string, now: number): SdkError | undefined {
  const { status, text } = received
  if ((status >= 200 && status < 300) || status === 304) return undefined
  const { headers } = received
  const body = parsed(text)
  const error = isObject(body) && isObject(body['error']) ? body['error'] : {}
  const { code, message, details, request_id, retry_after } = error
  const asked = retryAfterSeconds(headers['retry-after'], now)
  if (typeof code !== 'string') return new UnexpectedAnswerError(unexpected(received), status, asked)
  const Class = classes[status] ?? (status >= 500 ? ServerError : ApiError)
  return new Class({
    code,
    status,
    message: typeof message === 'string' ? message : code,
    details: isObject(details) ? (details as ErrorDetails) : undefined,
    requestId: headers['x-request-id'] ?? (typeof request_id === 'string' ? request_id : undefined),
    retryAfter: asked ?? (typeof retry_after === 'number' ? retry_after : undefined),
    docUrl: `${server}/docs/errors/${encodeURIComponent(code)}`,
  })
}

const notJson = Symbol()

/** The content of `{ data }`; a list keeps its meta. */
const unwrapped = (body: unknown) => (isObject(body) && Object.keys(body).join() === 'data' ? body['data'] : body)

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return notJson
  }
}

function unexpected({ status, headers }: Received): string {
  // 0: a browser hides the redirect.
  if (status === 0 || (status >= 300 && status < 400 && status !== 304)) {
    const to = headers['location']
    return `This address redirects${to ? ` to ${to}` : ''}: check baseUrl.`
  }
  return `An answer with status ${status} is not Plinth's (${headers['content-type'] ?? 'no content type'}): check baseUrl and the proxies on the way.`
}
