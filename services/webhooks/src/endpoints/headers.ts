import { hiddenValue } from './custom-headers.ts'

const headersMax = 20
const nameMax = 100
const valueMax = 1_000

// Ours, the connection's, and those that would change who is asked.
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

/** Custom headers of an endpoint: sentences for what may not be sent. */
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
