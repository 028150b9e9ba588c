import type { Server } from 'node:http'
import type { Socket } from 'node:net'

interface ConnectionState {
  unanswered: number
  /** Start of the current state: the connection, the last response, or the first request after it. */
  since: number
}

const states = new WeakMap<Socket, ConnectionState>()

/** The client has read some of a response: it is not stuck. */
export function answerProgressed(socket: Socket): void {
  const state = states.get(socket)
  if (state !== undefined) state.since = performance.now()
}

/**
 * Ends connections that send no request for `idleMsMax`, or do not read a response within `answerMsMax`, even if they send data:
 * blank lines between requests stop Node's own timers from ever firing.
 */
export function endStuckConnections(
  server: Server,
  limits: { idleMsMax: number; answerMsMax: number },
): NodeJS.Timeout {
  const open = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    states.set(socket, { unanswered: 0, since: performance.now() })
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  server.on('request', ({ socket }, res) => {
    const state = states.get(socket)
    if (state === undefined) return
    if (state.unanswered++ === 0) state.since = performance.now()
    res.once('close', () => {
      state.unanswered--
      state.since = performance.now()
    })
  })
  const sweep = () => {
    const now = performance.now()
    for (const socket of open) {
      const { unanswered, since } = states.get(socket) ?? { unanswered: 0, since: now }
      if (now - since > (unanswered > 0 ? limits.answerMsMax : limits.idleMsMax)) socket.destroy()
    }
  }
  return setInterval(sweep, 1_000).unref()
}
