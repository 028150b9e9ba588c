import type { Message } from '../../src/revocation/messages.ts'
import type { VirtualTime } from './virtual-time.ts'

/** One connection to the broker: in each direction what is sent arrives in its order, or, after a loss, never. */
export interface Connection {
  send(message: Message): void
  /** Nothing passes in the directions named until they are opened again; it waits. */
  block(directions: { up: boolean; down: boolean }): void
  /** Messages under way are lost, and messages of others are missed until the connection is made again. */
  lose(): void
  make(): void
}

export interface SimulatedBroker {
  connect(receive: (message: Message) => void): Connection
}

/** Hands every message to all connections at one moment, as a single server does. */
export function simulatedBroker(time: VirtualTime, latencyMs: () => number): SimulatedBroker {
  const downs = new Set<(message: Message) => void>()
  return {
    connect(receive) {
      const down = lane(time, latencyMs, receive)
      const up = lane(time, latencyMs, (message) => {
        for (const deliver of downs) deliver(message)
      })
      const make = () => void downs.add(down.send)
      make()
      return {
        send: (message) => {
          if (downs.has(down.send)) up.send(message)
        },
        block(directions) {
          up.block(directions.up)
          down.block(directions.down)
        },
        lose() {
          downs.delete(down.send)
          up.lose()
          down.lose()
        },
        make,
      }
    },
  }
}

/** First in, first out; each message takes its time, and none overtakes another. */
function lane(time: VirtualTime, latencyMs: () => number, deliver: (message: Message) => void) {
  let waiting: Message[] = []
  let isBlocked = false
  let isMoving = false
  let callOff: () => void = () => undefined
  const move = () => {
    if (isBlocked || isMoving || waiting.length === 0) return
    isMoving = true
    callOff = time.after(latencyMs(), () => {
      isMoving = false
      if (isBlocked) return
      const message = waiting.shift()
      if (message !== undefined) deliver(message)
      move()
    })
  }
  return {
    send(message: Message) {
      waiting.push(message)
      move()
    },
    block(blocked: boolean) {
      isBlocked = blocked
      move()
    },
    lose() {
      callOff()
      isMoving = false
      waiting = []
    },
  }
}
