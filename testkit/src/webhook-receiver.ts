import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
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
  | { status: number; headers?: Record<string, string>; body?: string; delayMs?: number }
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
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  return {
    url: `http://${host}:${address.port}`,
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
  res.writeHead(answer.status, answer.headers).end(answer.body)
}
