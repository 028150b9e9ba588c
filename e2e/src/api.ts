import { answerDrift } from '@plinth/gateway/openapi'

/** An HTTP answer, its body as the bytes that came. */
export interface Answer {
  status: number
  headers: Headers
  text: string
  json: unknown
}

export interface Api {
  get(path: string): Promise<Answer>
  post(path: string, body: object, options?: { idempotencyKey?: string; workspace?: string }): Promise<Answer>
  put(path: string, body: object, options?: { ifMatch?: string }): Promise<Answer>
  patch(path: string, body: object, options?: { idempotencyKey?: string; workspace?: string }): Promise<Answer>
  delete(path: string, options?: { idempotencyKey?: string }): Promise<Answer>
}

/**
 * Calls a Plinth the way its users do: over HTTP, with a key. Rejects when an answer is not as documented.
 * @param isOfReleaseBefore Its document is another one: answers are taken as they come.
 */
export function api(baseUrl: string, key: string, isOfReleaseBefore = false): Api {
  const send = async (
    method: string,
    path: string,
    body?: object,
    options: { idempotencyKey?: string; workspace?: string; ifMatch?: string } = {},
  ): Promise<Answer> => {
    const headers = new Headers({ authorization: `Bearer ${key}` })
    if (body !== undefined) headers.set('content-type', 'application/json')
    if (options.idempotencyKey !== undefined) headers.set('idempotency-key', options.idempotencyKey)
    if (options.workspace !== undefined) headers.set('x-workspace-id', options.workspace)
    if (options.ifMatch !== undefined) headers.set('if-match', options.ifMatch)
    const response = await fetch(`${baseUrl}/api/v1${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await textOf(response)
    const { status, headers: answered } = response
    const given = { method, target: `/api/v1${path}`, status, headers: answered, text }
    const drift = isOfReleaseBefore ? undefined : answerDrift(given)
    if (drift !== undefined) throw new Error(drift)
    const isLines = /^(?:application\/x-ndjson|text\/event-stream)/.test(answered.get('content-type') ?? '')
    return {
      status,
      headers: answered,
      text,
      json: text === '' || isLines ? undefined : JSON.parse(text),
    }
  }
  return {
    get: (path) => send('GET', path),
    post: (path, body, options) => send('POST', path, body, options),
    put: (path, body, options) => send('PUT', path, body, options),
    patch: (path, body, options) => send('PATCH', path, body, options),
    delete: (path, options) => send('DELETE', path, undefined, options),
  }
}

/** All of it; the first part of a stream of events, which has no end. */
async function textOf(response: Response): Promise<string> {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response.text()
  const reader = response.body?.getReader()
  const first = await reader?.read()
  await reader?.cancel()
  return Buffer.from(first?.value ?? []).toString()
}
