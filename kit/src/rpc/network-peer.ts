import type { Logger } from '../log.ts'
import { type Connection, type ConnectionOptions, openConnection } from './connection.ts'
import type { Peer, PeerState } from './peer.ts'
import { type Cancel, type OnReply, refused, type WireCall } from './wire.ts'

export interface NetworkPeerOptions extends ConnectionOptions {
  /** The state of the peer has changed. */
  onChange: () => void
  log: Logger
}

// After a connection that lasted less, the next attempt waits longer.
const healthyMs = 1_000

/** An address over TCP: keeps one connection, and makes a new one when that is lost or drains. */
export class NetworkPeer implements Peer {
  readonly address: string
  state: PeerState = 'connecting'
  trouble = ''
  readonly #options: NetworkPeerOptions
  #connection: Connection | undefined
  #failures = 0
  #timer: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(options: NetworkPeerOptions) {
    this.address = options.target
    this.#options = options
    this.#connect()
  }

  start(call: WireCall, onReply: OnReply): Cancel {
    if (this.#connection !== undefined) return this.#connection.start(call, onReply)
    queueMicrotask(() => onReply(refused))
    return () => undefined
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
    this.#connection?.retire()
  }

  #connect(): void {
    let readyAt = Number.POSITIVE_INFINITY
    let isCurrent = true
    // The state changes at once: a call that is refused in the next moment must not choose this peer again.
    const lose = (why: string, wasHealthy: boolean) => {
      if (!isCurrent) return
      isCurrent = false
      this.#connection = undefined
      queueMicrotask(() => connection.retire())
      if (!this.#isClosed) this.#reconnect(why, wasHealthy)
    }
    const connection = openConnection(this.#options, {
      onReady: () => {
        if (!isCurrent || this.#isClosed) return
        readyAt = performance.now()
        this.#become('ready', '')
      },
      onAway: () => lose('it asked for no further calls', true),
      onClosed: (why) => lose(why, performance.now() - readyAt >= healthyMs),
    })
    if (isCurrent) this.#connection = connection
  }

  #reconnect(why: string, wasHealthy: boolean): void {
    this.#failures = wasHealthy ? 0 : this.#failures + 1
    if (this.#failures === 1)
      this.#options.log.warn({ peer: this.address, why }, 'a peer cannot be reached; reconnecting')
    this.#timer = setTimeout(() => this.#connect(), this.#delayMs())
    this.#become(this.#failures === 0 ? 'connecting' : 'failing', why)
  }

  #delayMs(): number {
    if (this.#failures === 0) return 0
    const { first, max } = this.#options.limits.reconnectMs
    return Math.min(max, first * 2 ** (this.#failures - 1)) * (0.8 + Math.random() * 0.4)
  }

  #become(state: PeerState, trouble: string): void {
    this.state = state
    this.trouble = trouble
    this.#options.onChange()
  }
}
