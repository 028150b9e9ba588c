import type { Server } from 'node:http'
import type { Socket } from 'node:net'

interface Standing {
  unanswered: number
  /** Since the connection, the last answer, or the first request after it. */
  since: number
}

/**
 * Ends connections that ask nothing for `idleMsMax`, or whose answer is not taken within `answerMsMax`, whatever they send:
 * blank lines between requests hold up Node's own timers for ever.
 */
export function endStuckConnections(
  server: Server,
  limits: { idleMsMax: number; answerMsMax: number },
): NodeJS.Timeout {
  const standings = new Map<Socket, Standing>()
  server.on('connection', (socket: Socket) => {
    standings.set(socket, { unanswered: 0, since: performance.now() })
    socket.once('close', () => standings.delete(socket))
  })
  server.on('request', ({ socket }, res) => {
    const standing = standings.get(socket)
    if (standing === undefined) return
    if (standing.unanswered++ === 0) standing.since = performance.now()
    res.once('close', () => {
      standing.unanswered--
      standing.since = performance.now()
    })
  })
  const sweep = () => {
    const now = performance.now()
    for (const [socket, { unanswered, since }] of standings) {
      if (now - since > (unanswered > 0 ? limits.answerMsMax : limits.idleMsMax)) socket.destroy()
    }
  }
  return setInterval(sweep, 1_000).unref()
}
