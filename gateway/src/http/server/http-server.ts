import { once } from 'node:events'
import type { Server } from 'node:http'
import { type AddressInfo, Server as NetServer, type Socket } from 'node:net'
import { http } from '@plinth/kit/node-http'
import type { GatewayConfig } from '../../config.ts'
import { endStuckConnections } from '../answer/stuck-connections.ts'
import type { HttpApp } from './express-app.ts'
import { refuseUnreadable } from './unreadable.ts'

export interface HttpServer {
  /** "http://127.0.0.1:8080". */
  readonly url: string
  /** Accepts no more connections, finishes requests in flight within `stopTimeoutMs`, then closes the rest. */
  stop(): Promise<void>
}

/** Time for which a connection without a request can still send one after the server began to stop. */
const silentGraceMs = 500

/** How often a stopping server closes idle connections. The first time leaves requests that are on their way the time to arrive. */
const sweepEveryMs = 100

/** How often Node checks for requests that do not arrive. */
const checkEveryMs = 1_000

/** Listens. Rejects as Node does (EADDRINUSE, EACCES, …). */
export async function listenHttp(
  config: Pick<
    GatewayConfig,
    'host' | 'port' | 'requestTimeoutMs' | 'answerTimeoutMs' | 'keepAliveTimeoutMs' | 'stopTimeoutMs'
  >,
  { Request, Response, listener }: HttpApp,
): Promise<HttpServer> {
  const headersTimeoutMs = Math.min(10_000, config.requestTimeoutMs)
  const server = http.createServer({
    IncomingMessage: Request,
    ServerResponse: Response,
    headersTimeout: headersTimeoutMs,
    requestTimeout: config.requestTimeoutMs,
    keepAliveTimeout: config.keepAliveTimeoutMs,
    connectionsCheckingInterval: checkEveryMs,
    maxHeaderSize: 16_384,
    // Node's own refusal has no envelope; `checkHost` refuses in its place.
    requireHostHeader: false,
  })
  const sweeping = endStuckConnections(server, {
    // Node's own timeout, which says 408, comes first.
    idleMsMax: config.keepAliveTimeoutMs + headersTimeoutMs + 2 * checkEveryMs,
    answerMsMax: config.answerTimeoutMs,
  })
  const silent = silentConnections(server)
  server.on('request', listener)
  // Node alone would answer 417 outside the envelope; an expectation that is not understood may be ignored (RFC 9110 §10.1.1).
  server.on('checkExpectation', listener)
  server.on('clientError', refuseUnreadable)
  server.listen(config.port, config.host)
  await once(server, 'listening')
  return {
    url: urlOf(server.address()),
    async stop() {
      const closed = once(server, 'close')
      // The close() of an HTTP server would at once close the connections that are idle, and reset what is on its way on them.
      NetServer.prototype.close.call(server)
      // Right after the event loop has read what arrived: a connection with an unread request counts as idle.
      const sweep = setInterval(() => setImmediate(() => server.closeIdleConnections()), sweepEveryMs)
      const grace = setTimeout(() => silent.forEach((socket) => void socket.destroy()), silentGraceMs)
      const deadline = setTimeout(() => server.closeAllConnections(), config.stopTimeoutMs)
      await closed
      // Ends Node's own checks for requests that do not arrive.
      server.close()
      clearInterval(sweeping)
      clearInterval(sweep)
      clearTimeout(grace)
      clearTimeout(deadline)
    },
  }
}

/** Connections without a request so far. */
function silentConnections(server: Server): ReadonlySet<Socket> {
  const silent = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    silent.add(socket)
    socket.once('close', () => silent.delete(socket))
  })
  server.on('request', ({ socket }) => silent.delete(socket))
  return silent
}

const loopbackOf = new Map([
  ['0.0.0.0', '127.0.0.1'],
  ['::', '::1'],
])

/** The URL at which this machine reaches a server: of one on every address, that of the machine itself, where browsers may sign in. */
export function urlOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') throw new Error('the server listens on no TCP port')
  const host = loopbackOf.get(address.address) ?? address.address
  return `http://${address.family === 'IPv6' ? `[${host}]` : host}:${address.port}`
}
