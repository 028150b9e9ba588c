import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ScriptedAnswer {
  status: number
  body?: unknown
  headers?: Readonly<Record<string, string>>
  /** Sent in place of the body's JSON. */
  text?: string
}

export interface ScriptedApi {
  url: string
  /** "GET /api/v1/workspaces?page=2", in their order. */
  requests: string[]
  received: { headers: IncomingMessage['headers']; body: string }[]
  close(): void
}

const session = {
  id: 'key_1',
  kind: 'key',
  actor: { type: 'user', id: 'usr_1', name: 'Ada' },
  key: { id: 'key_1', name: 'Laptop', prefix: 'sk_live_8Kq2' },
  ...{ workspace_id: 'wks_1', role: 'admin', scopes: ['read:all'], expires_at: null, idle_expires_at: null },
}

/** Answers what the test says; what a command asks about its key is answered beside it, unless the test does so. */
export async function scriptedApi(
  answer: (method: string, path: string, body: string) => ScriptedAnswer | undefined,
): Promise<ScriptedApi> {
  const requests: string[] = []
  const received: ScriptedApi['received'] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { method = '', url = '' } = request
    const given = answer(method, url.replace('/api/v1', ''), body)
    if (given !== undefined || !url.endsWith('/session')) {
      requests.push(`${method} ${url}`)
      received.push({ headers: request.headers, body })
    }
    const { status, headers, text, ...rest } = given ?? { status: 200, body: { data: session } }
    response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'req_1', ...headers })
    response.end(text ?? (rest.body === undefined ? '' : JSON.stringify(rest.body)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    received,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

export const refusal = (status: number, code: string): ScriptedAnswer => ({
  status,
  body: { error: { code, message: `It is ${code}.`, request_id: 'req_1' } },
})

export const listOf = (data: readonly object[], total = data.length): ScriptedAnswer => ({
  status: 200,
  body: {
    data,
    meta: { current_page: 1, per_page: 15, total, last_page: Math.ceil(total / 15) || 1, from: 1, to: data.length },
    links: { first: null, last: null, prev: null, next: null },
  },
})
