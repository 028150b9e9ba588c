import { status } from '@grpc/grpc-js'
import { withTimeout } from '../timeout.ts'
import type { RpcLimits } from './limits.ts'
import type { Peer } from './peer.ts'
import { busy, type Cancel, type OnReply, unavailable, type WireCall, type WireReply } from './wire.ts'

interface Slot {
  readonly peer: Peer
  calls: number
  bytes: number
}

interface RoutedCall {
  readonly call: WireCall
  readonly bytes: number
  readonly onReply: OnReply
  /** Full peers, and those that do not know the method. */
  refusedBy: Set<Peer> | undefined
  refusals: number
  /** Failure for the caller when no other peer takes the call. */
  ifNone: WireReply
  cancel: Cancel | undefined
  isWaiting: boolean
}

const refusalsMax = 16

/** During a roll-out a peer of the release before may not know the method; another peer may. */
const isUnknownMethod = ({ code, payload }: WireReply): boolean => code === status.UNIMPLEMENTED && payload.length === 0

/**
 * Spreads the calls of a part over its peers: round robin over those that are ready and have capacity. Without one, calls
 * wait in a bounded queue; beyond that they fail. A call that a peer did not start goes to another peer.
 */
export class Route {
  #slots: Slot[] = []
  #next = 0
  readonly #waiting = new Set<RoutedCall>()
  #bytesWaiting = 0
  #isResolving = true
  /** Runs for bridgeMs after the last ready peer was lost: calls wait meanwhile. */
  #bridge: NodeJS.Timeout | undefined
  #wasReady = false
  readonly #limits: RpcLimits
  readonly #readyChecks = new Set<() => void>()

  constructor(limits: RpcLimits) {
    this.#limits = limits
  }

  get peers(): readonly Peer[] {
    return this.#slots.map(({ peer }) => peer)
  }

  /** Replaces the peers; the calls in flight of all of them go on. */
  setPeers(peers: readonly Peer[]): void {
    const known = new Map(this.#slots.map((slot) => [slot.peer, slot]))
    this.#slots = peers.map((peer) => known.get(peer) ?? { peer, calls: 0, bytes: 0 })
    this.#isResolving = false
    this.peersChanged()
  }

  /** The state or the capacity of a peer has changed. */
  peersChanged(): void {
    this.#noteOutage()
    for (const check of this.#readyChecks) check()
    while (this.#waiting.size > 0) {
      const [routed] = this.#waiting
      if (routed === undefined) return
      const slot = this.#pick(routed)
      if (slot === undefined && this.#mayWait(routed)) return
      this.#unqueue(routed)
      if (slot === undefined) routed.onReply(routed.ifNone)
      else this.#send(routed, slot)
    }
  }

  readonly start = (call: WireCall, onReply: OnReply): Cancel => {
    const bytes = call.payload.length + call.context.length
    const routed: RoutedCall = {
      call,
      bytes,
      onReply,
      refusedBy: undefined,
      refusals: 0,
      ifNone: unavailable,
      cancel: undefined,
      isWaiting: false,
    }
    this.#place(routed)
    return () => {
      if (routed.isWaiting) this.#unqueue(routed)
      else routed.cancel?.()
    }
  }

  /** Resolves when a peer takes calls; rejects with a sentence when none can, or none does in time. */
  async ready(timeoutMs: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const trouble = () => new Error(this.#trouble())
    const check = () => {
      if (this.#slots.some(({ peer }) => peer.state === 'ready')) resolve()
      else if (!this.#mayBecomeReady()) reject(trouble())
    }
    this.#readyChecks.add(check)
    check()
    try {
      await withTimeout(timeoutMs, promise, trouble)
    } finally {
      this.#readyChecks.delete(check)
    }
  }

  close(): void {
    for (const { peer } of this.#slots) peer.close()
    this.#endBridge()
    this.#wasReady = false
    this.setPeers([])
  }

  // The last process of a part may stop a moment before its successor is reached: calls wait for that moment.
  #noteOutage(): void {
    const isReady = this.#slots.some(({ peer }) => peer.state === 'ready')
    if (isReady) this.#endBridge()
    else if (this.#wasReady) {
      this.#bridge = setTimeout(() => {
        this.#endBridge()
        this.peersChanged()
      }, this.#limits.bridgeMs).unref()
    }
    this.#wasReady = isReady
  }

  #endBridge(): void {
    clearTimeout(this.#bridge)
    this.#bridge = undefined
  }

  #place(routed: RoutedCall): void {
    // First come, first served: no call overtakes the queue.
    const slot = this.#waiting.size > 0 ? undefined : this.#pick(routed)
    if (slot !== undefined) this.#send(routed, slot)
    else if (this.#mayWait(routed) && this.#fitsQueue(routed)) this.#queue(routed)
    else queueMicrotask(() => routed.onReply(routed.ifNone))
  }

  #queue(routed: RoutedCall): void {
    routed.isWaiting = true
    this.#waiting.add(routed)
    this.#bytesWaiting += routed.bytes
  }

  #unqueue(routed: RoutedCall): void {
    routed.isWaiting = false
    this.#waiting.delete(routed)
    this.#bytesWaiting -= routed.bytes
  }

  #pick(routed: RoutedCall): Slot | undefined {
    for (let step = 0; step < this.#slots.length; step++) {
      const index = (this.#next + step) % this.#slots.length
      const slot = this.#slots[index]
      if (slot?.peer.state !== 'ready' || !this.#hasCapacity(slot, routed)) continue
      if (routed.refusedBy?.has(slot.peer)) continue
      this.#next = index + 1
      return slot
    }
    return undefined
  }

  #hasCapacity(slot: Slot, routed: RoutedCall): boolean {
    if (slot.calls === 0) return true
    return slot.calls < this.#limits.callsInFlightMax && slot.bytes + routed.bytes <= this.#limits.bytesInFlightMax
  }

  #fitsQueue({ bytes }: RoutedCall): boolean {
    const { callsWaitingMax, bytesWaitingMax } = this.#limits
    return this.#waiting.size < callsWaitingMax && this.#bytesWaiting + bytes <= bytesWaitingMax
  }

  // A call that a peer refused for good goes to another peer at once or fails: waiting, it would block the queue.
  #mayWait({ refusedBy }: RoutedCall): boolean {
    return refusedBy === undefined && this.#mayBecomeReady()
  }

  #send(routed: RoutedCall, slot: Slot): void {
    slot.calls++
    slot.bytes += routed.bytes
    let isOver = false
    const leave = () => {
      isOver = true
      slot.calls--
      slot.bytes -= routed.bytes
    }
    const cancel = slot.peer.start(routed.call, (reply) => {
      if (isOver) return
      leave()
      if (reply.refused || isUnknownMethod(reply)) this.#retry(routed, slot.peer, reply)
      else routed.onReply(reply)
      if (this.#waiting.size > 0) this.peersChanged()
    })
    routed.cancel = () => {
      if (isOver) return
      leave()
      cancel()
      if (this.#waiting.size > 0) this.peersChanged()
    }
  }

  #retry(routed: RoutedCall, peer: Peer, reply: WireReply): void {
    routed.cancel = undefined
    routed.refusals++
    if (isUnknownMethod(reply)) routed.ifNone = reply
    if (isUnknownMethod(reply) || reply === busy) {
      routed.refusedBy ??= new Set()
      routed.refusedBy.add(peer)
    }
    if (routed.refusals < refusalsMax) this.#place(routed)
    else routed.onReply(routed.ifNone)
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
