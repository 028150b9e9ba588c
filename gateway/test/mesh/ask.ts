import { answerDrift } from '../../src/openapi/index.ts'
import { eventStream } from '../../src/operation/operation.ts'

export interface AskOptions {
  key?: string
  headers?: Record<string, string>
  /** A value that is no string is sent as JSON. */
  body?: unknown
}
export interface Answer {
  status: number
  headers: Headers
  text: string
  json: Envelope
}
/** Which of them are there depends on the answer. */
export interface Envelope {
  data: Readonly<Record<string, unknown>>
  meta: Readonly<Record<string, unknown>>
  links: Readonly<Record<string, string | null>>
  error: { code: string; message: string; details?: Record<string, string[]>; request_id: string; retry_after?: number }
}

/** Asks over real HTTP; without a key each call comes from an address of its own. Throws when the answer is not as documented. */
export async function ask(url: string, method: string, { key, headers, body }: AskOptions = {}): Promise<Answer> {
  const isText = typeof body === 'string'
  const response = await fetch(url, {
    method,
    headers: {
      ...(key === undefined ? { 'x-forwarded-for': newAddress() } : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
  })
  const text = await textOf(response)
  const { pathname, search } = new URL(url)
  const { status } = response
  const drift = answerDrift({ method, target: pathname + search, status, headers: response.headers, text })
  if (drift !== undefined) throw new Error(drift)
  const isJson = !/^(?:application\/x-ndjson|text\/event-stream)/.test(response.headers.get('content-type') ?? '')
  return { status, headers: response.headers, text, json: isJson ? JSON.parse(text || '{}') : {} }
}

/** All of it; the first part of a stream of events, which has no end. */
async function textOf(response: Response): Promise<string> {
  if (!response.headers.get('content-type')?.startsWith(eventStream)) return response.text()
  const reader = response.body?.getReader()
  const first = await reader?.read()
  await reader?.cancel()
  return Buffer.from(first?.value ?? []).toString()
}

let addresses = 0
/** Strangers share a limit by address; each has its own here. */
const newAddress = () => `10.0.${addresses >> 8}.${addresses++ & 255}`
