import type { Duplex } from 'node:stream'
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

/** The request was answered before its body, or the last response of the connection is sent: no other one may follow. */
export const isAnswered = (socket: Duplex): boolean => answered.has(socket)

/** Sends a complete response. */
export function respond(request: ReceivedRequest, { status, text, contentType }: Whole): void {
  const { req, res, headers } = request
  if (res.headersSent || res.destroyed) return
  if (text === undefined) {
    // Without it Node would send an empty body in chunks. A 204 and a 304 have no body, and no length (RFC 9110 §8.6).
    if (status !== 204 && status !== 304) headers.set('Content-Length', '0')
    res.writeHead(status, headers.list)
    if (!req.complete) endWithin(request, lingerMsMax)
    res.end()
    return
  }
  headers.set('Content-Type', `${contentType ?? 'application/json'}; charset=utf-8`)
  headers.set('Content-Length', String(Buffer.byteLength(text)))
  res.writeHead(status, headers.list)
  if (!req.complete) endWithin(request, lingerMsMax)
  if (req.complete || res.shouldKeepAlive) {
    res.end(text)
    return
  }
  // Closing a connection while a body arrives resets it, and the client would lose the response.
  res.write(text)
  req.once('close', () => res.end())
  req.resume()
}

/** Reads the rest of a refused body. Closes the connection if it does not arrive in time. */
function endWithin({ req, res }: ReceivedRequest, ms: number): void {
  const { socket } = req
  const late = setTimeout(() => void socket.destroy(), ms)
  answered.add(socket)
  req.once('close', () => {
    clearTimeout(late)
    if (res.shouldKeepAlive) answered.delete(socket)
  })
}
