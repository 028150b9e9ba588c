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

/** The request that every attempt of a call sends; throws before anything is sent if the call is invalid. */
export function prepare({ method, path, kind, query, body, options = {} }: Call, settings: Settings): Prepared {
  if (!/^[A-Z]+$/.test(method)) throw new SdkError('The method must be a word such as GET.')
  const { url, route } = path()
  const text = bodyText(body)
  const isWrite = method !== 'GET' && method !== 'HEAD'
  const idempotencyKey = isWrite ? (options.idempotencyKey ?? uuid()) : undefined
  if (idempotencyKey !== undefined && idempotencyKey.length > 255) {
    throw new SdkError('idempotencyKey has at most 255 characters.')
  }
  const headers = ownOf(options.headers)
  const add = (name: string, value: string | undefined) => {
    if (value !== undefined) headers[name] = headerText(name, value)
  }
  add('accept', kind === 'lines' ? 'application/x-ndjson, application/json' : 'application/json')
  add('content-type', text && 'application/json')
  add('user-agent', settings.userAgent)
  add('x-workspace-id', options.workspaceId ?? settings.workspaceId)
  add('x-namespace-id', options.namespaceId ?? settings.namespaceId)
  add('idempotency-key', idempotencyKey)
  add('if-match', options.ifMatch)
  add('if-none-match', options.ifNoneMatch)
  for (const name in settings.credentials) add(name, settings.credentials[name])
  return {
    request: { method, url: settings.baseUrl + url + queryText(query), headers, body: text },
    idempotencyKey,
    route,
  }
}

/** The caller's own headers, in lower case, so that none is sent twice. */
function ownOf(given: Readonly<Record<string, string>> = {}): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [written, value] of Object.entries(given)) {
    const name = written.toLowerCase()
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) throw new SdkError('A header has a name that cannot be sent.')
    if (ownHeaders.includes(name)) {
      throw new SdkError(`The client sets the header ${name} itself; where there is an option for it, use that.`)
    }
    if (value !== undefined) headers[name] = headerText(name, value)
  }
  return headers
}

/** The request's headers as hooks may see them. */
export function shownHeaders({ headers }: Request): Record<string, string> {
  const shown = { ...headers }
  for (const name of secret) if (name in shown) shown[name] = '[redacted]'
  return shown
}

/** A random UUID, version 4. crypto.randomUUID is missing in pages served by plain http. */
function uuid(): string {
  const { randomUUID } = crypto as { randomUUID?: () => string }
  if (randomUUID !== undefined) return randomUUID.call(crypto)
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] as number) & 15) | 64
  bytes[8] = ((bytes[8] as number) & 63) | 128
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
