import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Asked {
  method: string
  url: string
  headers: IncomingMessage['headers']
  body: string
}

export interface ScriptedServer {
  url: string
  asked: Asked[]
  /** Answers the next requests, the first to the first; the last one also all that come later. */
  answers(...all: Answering[]): void
  close(): Promise<void>
}

export type Answering = (answer: ServerResponse, asked: Asked) => unknown

export const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Answering =>
  (answer) =>
    answer.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))

export const error = (code: string, status: number, headers?: Record<string, string>): Answering =>
  json({ error: { code, message: `The message of ${code}`, request_id: 'req_1' } }, status, headers)

/** A server on the loopback that answers as told, and keeps what it was asked. */
export async function scriptedServer(...first: Answering[]): Promise<ScriptedServer> {
  let due = first
  const asked: Asked[] = []
  const server = createServer(async (request, answer) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { method = '', url = '', headers } = request
    const one = { method, url, headers, body: Buffer.concat(chunks).toString() }
    asked.push(one)
    const [now, ...later] = due
    if (later.length > 0) due = later
    now?.(answer, one)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    answers(...all) {
      due = all
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
