import { once } from 'node:events'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

export interface ReceivedRequest {
  method: string
  path: string
  headers: IncomingHttpHeaders
  /** The bytes as they came: what a signature is made of. */
  body: Buffer
  at: Date
}

export type Answer =
  | { status: number; headers?: Record<string, string>; body?: string; delayMs?: number; after?: Promise<unknown> }
  /** Never answers; the connection stays open. */
  | 'hang'
  /** Closes the connection without an answer. */
  | 'reset'

export interface WebhookReceiver {
  /** http://127.0.0.1:PORT, or the host it was told to listen at; any path is taken. */
  readonly url: string
  /** Every request whose body came whole, in order of arrival, whatever it was answered. */
  readonly requests: readonly ReceivedRequest[]
  /** From now on; until then 200. */
  answerWith(answer: Answer | ((request: ReceivedRequest) => Answer)): void
  close(): Promise<void>
}

/** A real HTTP server that records what it is sent; on loopback, unless containers are to reach it. */
export async function webhookReceiver({
  port = 0,
  host = '127.0.0.1',
}: {
  port?: number
  host?: string
} = {}): Promise<WebhookReceiver> {
  const requests: ReceivedRequest[] = []
  let answerFor: (request: ReceivedRequest) => Answer = () => ({ status: 200 })
  const server = createServer(async (req, res) => {
    const request = await received(req).catch(() => undefined)
    if (request === undefined) return
    requests.push(request)
    await respond(answerFor(request), res)
  })
  const listening = await listen(server, port, host)
  return {
    url: `http://${host}:${listening}`,
    requests,
    answerWith: (answer) => {
      answerFor = typeof answer === 'function' ? answer : () => answer
    },
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

// The one port of those given out for 0 that no webhook may go to: gRPC's.
const deniedPort = 50_051

async function listen(server: Server, port: number, host: string): Promise<number> {
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  if (port !== 0 || address.port !== deniedPort) return address.port
  server.close()
  await once(server, 'close')
  return listen(server, port, host)
}

async function received(req: IncomingMessage): Promise<ReceivedRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk)
  const { method = '', url = '', headers } = req
  return { method, path: url, headers, body: Buffer.concat(chunks), at: new Date() }
}

async function respond(answer: Answer, res: ServerResponse): Promise<void> {
  if (answer === 'hang') return
  if (answer === 'reset') return void res.destroy()
  if (answer.delayMs !== undefined) await wait(answer.delayMs, undefined, { ref: false })
  await answer.after
  res.writeHead(answer.status, answer.headers).end(answer.body)
}
