import { withTimeout } from '../async/timeout.ts'
import type { RpcLimits } from './limits.ts'
import type { Peer } from './peer.ts'
import { busy, type Cancel, type Settle, unavailable, type WireCall } from './wire.ts'

interface Slot {
  readonly peer: Peer
  calls: number
  bytes: number
}

interface Attempt {
  readonly call: WireCall
  readonly bytes: number
  readonly settle: Settle
  /** Peers that were full. */
  refusedBy: Set<Peer> | undefined
  refusals: number
  cancel: Cancel | undefined
  isWaiting: boolean
}

const refusalsMax = 16

/**
 * Spreads a part's calls over its peers, round robin over those that are ready and have room. Beyond that calls wait,
 * and beyond the waiting room they are refused. A call that a peer did not start goes to another.
 */
export class Route {
  #slots: Slot[] = []
  #next = 0
  readonly #waiting = new Set<Attempt>()
  #bytesWaiting = 0
  #isResolving = true
  /** Runs for bridgeMs from the moment that no peer is ready any more. */
  #bridge: NodeJS.Timeout | undefined
  #wasReady = false
  readonly #limits: RpcLimits
  readonly #readers = new Set<() => void>()

  constructor(limits: RpcLimits) {
    this.#limits = limits
  }

  get peers(): readonly Peer[] {
    return this.#slots.map(({ peer }) => peer)
  }

  /** Replaces the peers; those that stay keep their calls, those that go finish theirs. */
  use(peers: readonly Peer[]): void {
    const known = new Map(this.#slots.map((slot) => [slot.peer, slot]))
    this.#slots = peers.map((peer) => known.get(peer) ?? { peer, calls: 0, bytes: 0 })
    this.#isResolving = false
    this.changed()
  }

  /** A peer's state has changed, or its room. */
  changed(): void {
    this.#noteOutage()
    for (const read of this.#readers) read()
    while (this.#waiting.size > 0) {
      const [attempt] = this.#waiting
      if (attempt === undefined) return
      const slot = this.#pick(attempt)
      if (slot === undefined && this.#hasHope(attempt)) return
      this.#unqueue(attempt)
      if (slot === undefined) attempt.settle(unavailable)
      else this.#send(attempt, slot)
    }
  }

  readonly start = (call: WireCall, settle: Settle): Cancel => {
    const bytes = call.payload.length + call.context.length
    const attempt: Attempt = {
      call,
      bytes,
      settle,
      refusedBy: undefined,
      refusals: 0,
      cancel: undefined,
      isWaiting: false,
    }
    this.#place(attempt)
    return () => {
      if (attempt.isWaiting) this.#unqueue(attempt)
      else attempt.cancel?.()
    }
  }

  /** Resolves once a peer takes calls; rejects, with a sentence, when none can or none does in time. */
  async ready(timeoutMs: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const trouble = () => new Error(this.#trouble())
    const read = () => {
      if (this.#slots.some(({ peer }) => peer.state === 'ready')) resolve()
      else if (!this.#mayBecomeReady()) reject(trouble())
    }
    this.#readers.add(read)
    read()
    try {
      await withTimeout(timeoutMs, promise, trouble)
    } finally {
      this.#readers.delete(read)
    }
  }

  close(): void {
    for (const { peer } of this.#slots) peer.close()
    this.#endBridge()
    this.#wasReady = false
    this.use([])
  }

  // The last process of a part may go a moment before its successor is reached: nobody is refused for that moment.
  #noteOutage(): void {
    const isReady = this.#slots.some(({ peer }) => peer.state === 'ready')
    if (isReady) this.#endBridge()
    else if (this.#wasReady) {
      this.#bridge = setTimeout(() => {
        this.#endBridge()
        this.changed()
      }, this.#limits.bridgeMs).unref()
    }
    this.#wasReady = isReady
  }

  #endBridge(): void {
    clearTimeout(this.#bridge)
    this.#bridge = undefined
  }

  #place(attempt: Attempt): void {
    // Whoever came first goes first: nobody overtakes the queue.
    const slot = this.#waiting.size > 0 ? undefined : this.#pick(attempt)
    if (slot !== undefined) this.#send(attempt, slot)
    else if (this.#hasHope(attempt) && this.#hasWaitingRoom(attempt)) this.#queue(attempt)
    else queueMicrotask(() => attempt.settle(unavailable))
  }

  #queue(attempt: Attempt): void {
    attempt.isWaiting = true
    this.#waiting.add(attempt)
    this.#bytesWaiting += attempt.bytes
  }

  #unqueue(attempt: Attempt): void {
    attempt.isWaiting = false
    this.#waiting.delete(attempt)
    this.#bytesWaiting -= attempt.bytes
  }

  #pick(attempt: Attempt): Slot | undefined {
    for (let step = 0; step < this.#slots.length; step++) {
      const index = (this.#next + step) % this.#slots.length
      const slot = this.#slots[index]
      if (slot?.peer.state !== 'ready' || !this.#hasRoom(slot, attempt)) continue
      if (attempt.refusedBy?.has(slot.peer)) continue
      this.#next = index + 1
      return slot
    }
    return undefined
  }

  #hasRoom(slot: Slot, attempt: Attempt): boolean {
    if (slot.calls === 0) return true
    return slot.calls < this.#limits.callsInFlightMax && slot.bytes + attempt.bytes <= this.#limits.bytesInFlightMax
  }

  #hasWaitingRoom({ bytes }: Attempt): boolean {
    const { callsWaitingMax, bytesWaitingMax } = this.#limits
    return this.#waiting.size < callsWaitingMax && this.#bytesWaiting + bytes <= bytesWaitingMax
  }

  // What a full peer has refused goes to another one at once or fails: waiting, it would hold up the queue.
  #hasHope({ refusedBy }: Attempt): boolean {
    return refusedBy === undefined && this.#mayBecomeReady()
  }

  #send(attempt: Attempt, slot: Slot): void {
    slot.calls++
    slot.bytes += attempt.bytes
    let isOver = false
    const leave = () => {
      isOver = true
      slot.calls--
      slot.bytes -= attempt.bytes
    }
    const cancel = slot.peer.start(attempt.call, (reply) => {
      if (isOver) return
      leave()
      if (reply.refused) this.#again(attempt, slot.peer, reply === busy)
      else attempt.settle(reply)
      if (this.#waiting.size > 0) this.changed()
    })
    attempt.cancel = () => {
      if (isOver) return
      leave()
      cancel()
      if (this.#waiting.size > 0) this.changed()
    }
  }

  #again(attempt: Attempt, peer: Peer, isBusy: boolean): void {
    attempt.cancel = undefined
    attempt.refusals++
    if (isBusy) {
      attempt.refusedBy ??= new Set()
      attempt.refusedBy.add(peer)
    }
    if (attempt.refusals < refusalsMax) this.#place(attempt)
    else attempt.settle(unavailable)
  }

  #mayBecomeReady(): boolean {
    return this.#isResolving || this.#bridge !== undefined || this.#slots.some(({ peer }) => peer.state !== 'failing')
  }

  #trouble(): string {
    if (this.#isResolving) return 'its name is still being resolved'
    if (this.#slots.length === 0) return 'it has no address'
    return this.#slots.map(({ peer }) => `${peer.address}: ${peer.trouble || peer.state}`).join('; ')
  }
}
