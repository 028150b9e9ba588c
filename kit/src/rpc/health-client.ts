import { type Client, Metadata, status } from '@grpc/grpc-js'
import { asIs } from './unary-server.ts'
import { emptyBytes } from './wire.ts'

export interface ConnectionEvents {
  /** Calls may be sent. */
  onReady: () => void
  /** The peer drains: it takes no further calls and finishes those it has. */
  onAway: () => void
  /** The connection is lost. */
  onClosed: (why: string, code: number) => void
}

// HealthCheckResponse { status: SERVING }
const serving = Buffer.from([0x08, 0x01])

/** Watches the health of a peer without an exchange stream, which announces its drain so. Returns a function that ends the watch. */
export function watchHealth(client: Client, events: ConnectionEvents): () => void {
  let isReady = false
  const method = '/grpc.health.v1.Health/Watch'
  const watch = client.makeServerStreamRequest(method, asIs, asIs, emptyBytes, new Metadata())
  watch.on('data', (answer: Buffer) => {
    const isServing = answer.equals(serving)
    if (isServing && !isReady) events.onReady()
    if (!isServing && isReady) events.onAway()
    if (!isServing && !isReady) {
      watch.cancel()
      events.onClosed('it does not serve now', status.UNAVAILABLE)
    }
    isReady = isServing
  })
  watch.on('error', () => undefined)
  watch.on('status', ({ code, details }) => {
    // A server without health checks counts as ready; grpc-js reconnects by itself.
    if (code === status.UNIMPLEMENTED) events.onReady()
    else events.onClosed(details, code)
  })
  return () => watch.cancel()
}
