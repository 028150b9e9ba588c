import type { ChangeOptions, ReadOptions } from '../options.ts'
import { SdkError } from '../sdk-error.ts'
import type { Request } from './attempt.ts'
import type { AnswerKind } from './read-answer.ts'
import { bodyText, headerText, type PathOf, queryText } from './request-text.ts'
import type { Settings } from './settings.ts'

export interface Call {
  method: string
  path: PathOf
  kind: AnswerKind
  query?: object | undefined
  body?: unknown
  options?: (ReadOptions & ChangeOptions) | undefined
}

export interface Prepared {
  /** The same on every attempt. */
  request: Request
  /** Of a write. */
  idempotencyKey: string | undefined
  route: string
  /** The request's headers as hooks may see them. */
  shownHeaders: Record<string, string>
}

const secret = ['authorization', 'cookie', 'proxy-authorization']

/** Those of `prepare`, and those of the connection. */
const ownHeaders = [
  'accept',
  'accept-encoding',
  'authorization',
  'connection',
  'content-length',
  'content-type',
  'host',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'transfer-encoding',
  'user-agent',
  'x-namespace-id',
  'x-workspace-id',
]

/** What every attempt of a call sends; throws before anything is sent if it cannot be. */
export function prepare({ method, path, query, body, options = {} }: Call, settings: Settings): Prepared {
  const { url, route } = path()
  const text = bodyText(body)
  const isWrite = method !== 'GET' && method !== 'HEAD'
  const idempotencyKey = isWrite ? (options.idempotencyKey ?? uuid()) : undefined
  if (idempotencyKey !== undefined && idempotencyKey.length > 255) {
    throw new SdkError('idempotencyKey has at most 255 characters.')
  }
  for (const given of Object.keys(options.headers ?? {})) {
    const name = given.toLowerCase()
    if (ownHeaders.includes(name)) {
      throw new SdkError(`The client sets the header ${name} itself; where there is an option for it, use that.`)
    }
  }
  const headers = headersOf({
    ...options.headers,
    accept: 'application/json',
    'content-type': text && 'application/json',
    'user-agent': settings.userAgent,
    'x-workspace-id': options.workspaceId ?? settings.workspaceId,
    'x-namespace-id': options.namespaceId ?? settings.namespaceId,
    'idempotency-key': idempotencyKey,
    'if-match': options.ifMatch,
    'if-none-match': options.ifNoneMatch,
    ...settings.credentials,
  })
  const shownHeaders = { ...headers }
  for (const name of secret) if (name in shownHeaders) shownHeaders[name] = '[redacted]'
  return {
    request: { method, url: settings.baseUrl + url + queryText(query), headers, body: text },
    idempotencyKey,
    route,
    shownHeaders,
  }
}

/** In lower case, so that no header is sent twice. */
function headersOf(given: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) throw new SdkError('A header has a name that cannot be sent.')
    headers[name.toLowerCase()] = headerText(name, value)
  }
  return headers
}

/** A random UUID, version 4. crypto.randomUUID is missing in pages served by plain http. */
function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] as number) & 15) | 64
  bytes[8] = ((bytes[8] as number) & 63) | 128
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
