import type { SecretBox } from '@plinth/kit/secrets/secret-box'

const headersMax = 20
const nameMax = 100
const valueMax = 1_000

// Our own headers, those of the connection, and those that would send the request to another receiver.
const denied = new Set([
  'host',
  'content-length',
  'content-type',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authorization',
  'proxy-authenticate',
  'te',
  'trailer',
  'upgrade',
  'expect',
  'user-agent',
  'cookie',
  'date',
  'via',
  'forwarded',
  'x-real-ip',
  'origin',
  'referer',
  'traceparent',
  'tracestate',
  'content-encoding',
  'accept-encoding',
  'range',
])
const deniedPrefixes = ['x-webhook-', 'webhook-', 'x-forwarded-', 'sec-', 'proxy-']

export type Headers = Readonly<Record<string, string>>

/** Custom headers as they are stored: the names in clear, names with values only sealed. */
export interface StoredHeaders {
  headers: Headers
  /** Null without custom headers, and when a release that did not seal them wrote the row. */
  sealedHeaders: Buffer | null
}

/** Replaces every value in answers; when a client sends it back, it stands for the stored value. */
export const hiddenValue = '********'

export function sealHeaders(secrets: SecretBox, headers: Headers): StoredHeaders {
  const names = Object.keys(headers)
  return {
    headers: Object.fromEntries(names.map((name) => [name, ''])),
    sealedHeaders: names.length === 0 ? null : secrets.seal(Buffer.from(JSON.stringify(headers))),
  }
}

export function openHeaders(secrets: SecretBox, { headers, sealedHeaders }: StoredHeaders): Headers {
  // Values in clear come from a release that does not seal them: they are newer than the sealed ones.
  const isClear = Object.values(headers).some((value) => value !== '')
  return isClear || sealedHeaders === null ? headers : (JSON.parse(secrets.open(sealedHeaders).toString()) as Headers)
}

export function hideValues(headers: Headers): Headers {
  return Object.fromEntries(Object.keys(headers).map((name) => [name, hiddenValue]))
}

/** Returns the new headers, with the stored value for each name that came back with its value hidden. */
export function restoreHidden(changed: Headers, present: Headers): Headers {
  const values = new Map(Object.entries(present).map(([name, value]) => [name.toLowerCase(), value]))
  return Object.fromEntries(
    Object.entries(changed).map(([name, value]) => [
      name,
      value === hiddenValue ? (values.get(name.toLowerCase()) ?? value) : value,
    ]),
  )
}

/** Returns sentences for the custom headers that may not be set. */
export function headerMistakes(headers: Readonly<Record<string, string>>): string[] {
  const entries = Object.entries(headers)
  if (entries.length > headersMax) return [`The headers field must have at most ${headersMax} headers.`]
  const names = new Set(entries.map(([name]) => name.toLowerCase()))
  if (names.size < entries.length) return ['The headers field names a header twice.']
  return entries.flatMap(([name, value]) => {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) || name.length > nameMax)
      return ['The headers field has a header name that is not valid.']
    if (isDenied(name.toLowerCase())) return [`The header ${name} cannot be set.`]
    if (value === hiddenValue) return [`The value of ${name} is hidden. Send the value itself.`]
    return /^[\x20-\x7e]*$/.test(value) && value.length <= valueMax ? [] : [`The value of ${name} is not valid.`]
  })
}

function isDenied(name: string): boolean {
  return denied.has(name) || deniedPrefixes.some((prefix) => name.startsWith(prefix))
}
