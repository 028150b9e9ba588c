import { isDeepStrictEqual } from 'node:util'
import { type ErrorCode, errorCodes } from '@plinth/kit/errors'
import type { Operation } from '../operation/operation.ts'
import { routeTable } from '../operation/route-table.ts'
import { versionOf } from '../operation/versions.ts'
import { operations } from '../operations.ts'
import { eventSchema, events } from '../resources/event-types/events.ts'
import { answerSchema, partialAnswerSchema } from './envelope.ts'
import { errorCodesOf } from './error-codes-of.ts'
import { errorSchema, problemSchema } from './error-responses.ts'

export interface CheckedAnswer {
  method: string
  /** As asked, "/api/v1/workspaces?page=1". */
  target: string
  status: number
  headers: Headers
  text: string
}

const routes = routeTable(operations)
const everyAnswers = [
  'x-request-id',
  'x-api-version',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
]

/** Returns how a response differs from the document of the API, or undefined if it does not. For tests. */
export function answerDrift(answer: CheckedAnswer): string | undefined {
  const url = new URL(answer.target, 'http://localhost')
  const versioned = versionOf(url.pathname)
  const match = versioned.kind === 'served' ? routes.match(answer.method, versioned.path) : undefined
  const operation = match?.kind === 'operation' ? match.operation : undefined
  if (operation === undefined && versioned.kind === 'elsewhere' && !url.pathname.startsWith('/api/')) return undefined
  const drift = answer.status >= 400 ? errorDrift(answer, operation) : successDrift(answer, operation, url)
  return drift === undefined ? undefined : `${answer.method} ${answer.target}, ${answer.status}: ${drift}`
}

function errorDrift(answer: CheckedAnswer, operation: Operation | undefined): string | undefined {
  const isProblem = answer.headers.get('content-type')?.startsWith('application/problem+json') === true
  const missing = [...everyAnswers, 'link'].filter((name) => !answer.headers.has(name))
  if (missing.length > 0) return `an error without ${missing.join(', ')}`
  if (answer.text === '') return answer.method === 'HEAD' ? undefined : 'an error without a body'
  const drift = schemaDrift(isProblem ? problemSchema : errorSchema, answer.text)
  if (drift !== undefined) return drift
  const body: { code: ErrorCode; error: { code: ErrorCode } } = JSON.parse(answer.text)
  const code = isProblem ? body.code : body.error.code
  if (errorCodes[code]?.http !== answer.status) return `${code} is not ${answer.status}`
  const header = headerOf(code, answer.status)
  if (header !== undefined && !answer.headers.has(header)) return `${code} without ${header}`
  const isDocumented = operation === undefined || errorCodesOf(operation).includes(code)
  return isDocumented ? undefined : `${operation.id} does not say that it may answer ${code}`
}

function headerOf(code: ErrorCode, status: number): string | undefined {
  if (status === 401) return 'www-authenticate'
  return status === 429 || status === 503 || code === 'IDEMPOTENCY_IN_PROGRESS' ? 'retry-after' : undefined
}

function successDrift(answer: CheckedAnswer, operation: Operation | undefined, url: URL): string | undefined {
  if (operation === undefined) return answer.method === 'OPTIONS' ? undefined : 'no operation answers this'
  const { dryRun, ...usual } = operation
  if (answer.status === 200 && dryRun !== undefined && operation.status !== 200) {
    return schemaDrift(answerSchema({ ...usual, output: dryRun }) ?? dryRun, answer.text)
  }
  const missing = everyAnswers.filter((name) => !answer.headers.has(name))
  if (missing.length > 0) return `an answer without ${missing.join(', ')}`
  const isRead = operation.method === 'GET'
  if (isRead && answer.headers.has('etag') !== (operation.hasVersion === true)) return 'hasVersion and ETag disagree'
  if (answer.status === 304) return isRead && operation.hasVersion ? undefined : '304 without a version'
  if (answer.status !== operation.status) return `${operation.id} says ${operation.status}`
  if (answer.method === 'HEAD') return undefined
  if (operation.lines !== undefined)
    return answer.headers.get('content-type')?.startsWith(operation.lines.mediaType) ? undefined : 'no lines of JSON'
  const schema = url.searchParams.has('fields') ? partialAnswerSchema(operation) : answerSchema(operation)
  if (schema === undefined) return answer.text === '' ? undefined : 'a body where none is documented'
  return schemaDrift(schema, answer.text)
}

interface Parses {
  safeParse(value: unknown): { success: true; data: unknown } | { success: false; error: Error }
}

/** Schemas drop unknown fields, so the parsed value must equal the original. */
function schemaDrift(schema: Parses, text: string): string | undefined {
  const body: unknown = JSON.parse(text)
  const parsed = schema.safeParse(body)
  if (!parsed.success) return parsed.error.message
  return isDeepStrictEqual(parsed.data, body) ? undefined : `fields that are not documented in ${text}`
}

/** Returns how a received event differs from the document of the API, or undefined if it does not. For tests. */
export function eventDrift(text: string): string | undefined {
  const body: unknown = JSON.parse(text)
  const { type } = Object(body)
  const event = typeof type === 'string' ? events[type] : undefined
  if (event === undefined) return `${type} is not documented`
  const parsed = eventSchema(type, event).safeParse(body)
  if (!parsed.success) return `${type}: ${parsed.error.message}`
  return isDeepStrictEqual(parsed.data, body) ? undefined : `${type}: fields that are not documented in ${text}`
}
