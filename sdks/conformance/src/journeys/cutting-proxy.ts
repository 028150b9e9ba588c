import { once } from 'node:events'
import { Agent, createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { bodyOf } from '../server/received.ts'

/** pass: as it came. reset: the connection, no byte of the answer. half: the headers and half of the body, then its end. */
export type Fate = 'pass' | 'reset' | 'half'

export interface ProxyRules {
  /** Before a request is passed on; `isSent` resolves once it has been. */
  onRequest?(method: string, isSent: Promise<void>): Promise<void>
  /** When the whole answer has come: what it stands for is done. */
  onAnswer?(method: string): Promise<Fate> | Fate
}

export interface CuttingProxy {
  url: string
  stop(): Promise<void>
}

/** Stands between a client and the HTTP server at `target` and loses answers, as a network does. */
export async function cuttingProxy(target: string, rules: ProxyRules): Promise<CuttingProxy> {
  const agent = new Agent({ keepAlive: true })
  const server = createServer({ noDelay: true, keepAliveTimeout: 600_000 }, async (request, response) => {
    try {
      await pass(request, response, target, agent, rules)
    } catch {
      response.destroy()
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    // It listens on TCP, so it has one.
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      agent.destroy()
      await closed
    },
  }
}

async function pass(
  request: IncomingMessage,
  response: ServerResponse,
  target: string,
  agent: Agent,
  { onRequest, onAnswer }: ProxyRules,
) {
  const { method = '', url = '' } = request
  const body = await bodyOf(request)
  const sent = Promise.withResolvers<void>()
  await onRequest?.(method, sent.promise)
  const { host: _, ...headers } = request.headers
  const passed = httpRequest(`${target}${url}`, { method, headers, agent })
  passed.end(body, () => sent.resolve())
  const [answer]: IncomingMessage[] = await once(passed, 'response')
  if (answer === undefined) throw new Error('an answer without an answer')
  const answered = await bodyOf(answer)
  const fate = (await onAnswer?.(method)) ?? 'pass'
  if (fate === 'reset') return void response.socket?.resetAndDestroy()
  response.writeHead(answer.statusCode ?? 502, answer.headers)
  if (fate === 'pass') return void response.end(answered)
  response.flushHeaders()
  response.write(answered.subarray(0, answered.length / 2), () => response.socket?.end())
}

export const isWrite = (method: string): boolean => !['GET', 'HEAD', 'OPTIONS'].includes(method)
