import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Ability, Case, Seen } from '../format.ts'
import { answerWith } from './answer.ts'
import { bodyOf, type Received } from './received.ts'
import { Session } from './session.ts'
import { untrustedServer } from './untrusted-server.ts'

export interface ConformanceServer {
  url: string
  /** The cases that it gives. */
  given: readonly Case[]
  /** Of each case that was ended, by id: what was wrong in any of its runs. */
  verdicts(): ReadonlyMap<string, readonly string[]>
  /** Requests to sessions that had ended, and to a server that is not to be trusted. */
  strays(): readonly string[]
  close(): Promise<void>
}

/**
 * Serves cases on loopback, any number of runs side by side (README: the routes that a runner calls).
 * @param abilities What the runner's language can do; cases that need more are left out.
 */
export async function conformanceServer(
  cases: readonly Case[],
  abilities: readonly Ability[] = ['abort', 'not-included'],
): Promise<ConformanceServer> {
  const given = cases.filter(({ needs = [] }) => needs.every((need) => abilities.includes(need)))
  const sessions = new Map<string, Session>()
  const verdicts = new Map<string, string[]>()
  const strays: string[] = []
  const untrusted = await untrustedServer((line) => strays.push(`${line} to a server whose certificate is not trusted`))
  let begun = 0
  let url = ''

  const begin = (id: string) => {
    const told = given.find((one) => one.id === id)
    if (told === undefined) return undefined
    const name = String(++begun)
    const baseUrl = `${url}/s/${name}`
    const addresses = {
      baseUrl,
      tlsBaseUrl: baseUrl.replace('http:', 'https:'),
      refused: 'http://127.0.0.1:2',
      untrusted: untrusted.url,
    }
    const session = new Session(told, baseUrl, addresses)
    sessions.set(name, session)
    return { session: name, id, promise: told.promise, client: session.client, calls: session.calls }
  }

  const end = (name: string, seen: readonly Seen[]) => {
    const session = sessions.get(name)
    if (session === undefined) return undefined
    const violations = session.end(seen)
    sessions.delete(name)
    const { id } = session.told
    verdicts.set(id, [...(verdicts.get(id) ?? []), ...violations])
    return { violations }
  }

  const control = async (request: IncomingMessage, response: ServerResponse): Promise<object | undefined> => {
    const { method, url: path = '' } = request
    const [, root = '', name = '', verb, what, count] = path.split('/')
    if (method === 'GET' && root === '__cases') return given.map(({ id, promise }) => ({ id, promise }))
    if (method === 'POST' && root === '__cases') return begin(name)
    if (method === 'POST' && root === '__sessions' && verb === 'end') {
      const report: { seen?: Seen[] } = JSON.parse((await bodyOf(request)).toString('utf8'))
      return end(name, report.seen ?? [])
    }
    const session = sessions.get(name)
    if (root !== '__sessions' || verb !== 'until' || session === undefined) return undefined
    await session.until(what === 'request' ? 'request' : 'answer', Number(count))
    response.writeHead(204).end()
    return undefined
  }

  const server = createServer({ keepAliveTimeout: 600_000, noDelay: true }, async (request, response) => {
    const [, root = '', name = '', ...rest] = (request.url ?? '').split('/')
    if (root !== 's') {
      const answer = await control(request, response).catch((err: unknown) => ({ error: String(err) }))
      if (!response.headersSent) json(response, answer === undefined ? 404 : 200, answer ?? { error: 'not there' })
      return
    }
    const session = sessions.get(name)
    if (session === undefined) {
      strays.push(`${request.method} ${request.url}`)
      return json(response, 410, {
        error: { code: 'CASE_OVER', message: 'This case has ended.', request_id: 'req_over' },
      })
    }
    await serve(session, `/${rest.join('/')}`, request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // It listens on TCP, so it has one.
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    given,
    verdicts: () => verdicts,
    strays: () => strays,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await Promise.all([closed, untrusted.close()])
    },
  }
}

async function serve(session: Session, target: string, request: IncomingMessage, response: ServerResponse) {
  const at = performance.now()
  const due = session.nextAnswer
  const isCutOff = due !== undefined && 'reset' in due && due.reset === 'before'
  const body = isCutOff ? undefined : await bodyOf(request).catch(() => Buffer.alloc(0))
  const received: Received = { method: request.method ?? '', target, headers: request.headers, body, at }
  const answer = session.take(received)
  const requestId = `req_case_${session.requestCount}`
  if (answer === undefined) {
    const message = 'No request was expected here.'
    return json(response, 400, { error: { code: 'UNEXPECTED', message, request_id: requestId } })
  }
  await answerWith(answer, response, requestId, session.baseUrl)
  session.answered()
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
