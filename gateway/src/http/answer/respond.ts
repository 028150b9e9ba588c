import type { Duplex } from 'node:stream'
import type { Gateway } from '../context/gateway.ts'
import type { ReceivedRequest } from '../context/request-context.ts'

export interface Whole {
  status: number
  /** Absent without a body. */
  text?: string | undefined
  contentType?: string
}

/** Time limit for a client to send the rest of a refused body and to read the response. */
const lingerMsMax = 2_000

const answered = new WeakSet<Duplex>()

/** Sends the last response of this connection, even if the body is still arriving. */
export const isAnswered = (socket: Duplex): boolean => answered.has(socket)

/** Sends a complete response. It is the last one on its connection if the gateway stops. */
export function respond(request: ReceivedRequest, { stopping }: Gateway, { status, text, contentType }: Whole): void {
  const { req, res, headers } = request
  if (res.headersSent || res.destroyed) return
  if (stopping.aborted) headers.set('Connection', 'close')
  if (text === undefined) {
    if (!req.complete) endWithin(req, lingerMsMax)
    res.writeHead(status, headers.list).end()
    return
  }
  headers.set('Content-Type', `${contentType ?? 'application/json'}; charset=utf-8`)
  headers.set('Content-Length', String(Buffer.byteLength(text)))
  res.writeHead(status, headers.list)
  if (!req.complete) endWithin(req, lingerMsMax)
  if (req.complete || res.shouldKeepAlive) {
    res.end(text)
    return
  }
  // Closing a connection while a body arrives resets it, and the client would lose the response.
  answered.add(req.socket)
  res.write(text)
  req.once('close', () => res.end())
  req.resume()
}

/** Reads the rest of a refused body. Closes the connection if it does not arrive in time. */
function endWithin(req: ReceivedRequest['req'], ms: number): void {
  const late = setTimeout(() => void req.socket.destroy(), ms)
  req.once('close', () => clearTimeout(late))
}
