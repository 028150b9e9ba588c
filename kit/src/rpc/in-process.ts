import type { Methods } from './methods.ts'
import type { Peer, PeerState } from './peer.ts'
import type { Cancel, OnReply, WireCall } from './wire.ts'

/** A part in the same process: messages are encoded and decoded as on a wire, without a socket. */
export class InProcessPeer implements Peer {
  readonly address: string
  readonly #methods: Methods

  constructor(address: string, methods: Methods) {
    this.address = address
    this.#methods = methods
  }

  get state(): PeerState {
    return this.#methods.isClosed ? 'failing' : 'ready'
  }

  get trouble(): string {
    return this.#methods.isClosed ? 'it has stopped' : ''
  }

  start(call: WireCall, onReply: OnReply): Cancel {
    return this.#methods.invoke(call, onReply)
  }

  close(): void {
    // The host belongs to the process, which closes it.
  }
}
