import type { Socket } from 'node:net'
import type { ReceivedRequest } from './request-context.ts'

const connections = new WeakMap<Socket, AbortSignal>()

/** Returns a signal that is aborted when the connection of the caller closes. */
export function closed({ req: { socket } }: ReceivedRequest): AbortSignal {
  const known = connections.get(socket)
  if (known !== undefined) return known
  const controller = new AbortController()
  socket.once('close', () => controller.abort())
  // NOTE: a signal's first listener and its last make and drop an entry of a Map, and what a Map has outgrown keeps calls
  // in memory until a full collection: one listener stays.
  controller.signal.addEventListener('abort', () => undefined)
  connections.set(socket, controller.signal)
  return controller.signal
}
