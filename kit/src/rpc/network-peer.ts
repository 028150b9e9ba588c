import type { Logger } from '../log.ts'
import { type Connection, type ConnectionOptions, openConnection } from './connection.ts'
import type { Peer, PeerState } from './peer.ts'
import { type Cancel, refused, type Settle, type WireCall } from './wire.ts'

export interface NetworkPeerOptions extends ConnectionOptions {
  /** Its state has changed. */
  onChange: () => void
  log: Logger
}

// A connection that lasts less has not cured anything: the next attempt waits longer.
const healthyMs = 1_000

/** An address over TCP: keeps one connection, makes a new one when it is lost or asked to go elsewhere. */
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

  start(call: WireCall, settle: Settle): Cancel {
    if (this.#connection !== undefined) return this.#connection.start(call, settle)
    queueMicrotask(() => settle(refused))
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
    const lose = (why: string, wasHealthy: boolean) => {
      if (!isCurrent) return
      isCurrent = false
      // Not within the event: the connection may still be opening.
      queueMicrotask(() => this.#lost(connection, why, wasHealthy))
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
    this.#connection = connection
  }

  #lost(connection: Connection, why: string, wasHealthy: boolean): void {
    connection.retire()
    if (this.#isClosed) return
    this.#connection = undefined
    this.#failures = wasHealthy ? 0 : this.#failures + 1
    const { first, max } = this.#options.limits.reconnectMs
    const delayMs =
      this.#failures === 0 ? 0 : Math.min(max, first * 2 ** (this.#failures - 1)) * (0.8 + Math.random() * 0.4)
    if (this.#failures === 1) this.#options.log.warn({ peer: this.address, why }, 'a peer cannot be reached')
    this.#become(this.#failures === 0 ? 'connecting' : 'failing', why)
    this.#timer = setTimeout(() => this.#connect(), delayMs)
  }

  #become(state: PeerState, trouble: string): void {
    this.state = state
    this.trouble = trouble
    this.#options.onChange()
  }
}
