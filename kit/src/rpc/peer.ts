import type { Cancel, OnReply, WireCall } from './wire.ts'

/** connecting: a first attempt runs, so calls wait. failing: the last attempt failed, and others follow. */
export type PeerState = 'connecting' | 'ready' | 'failing'

/** One address of a part. */
export interface Peer {
  readonly address: string
  readonly state: PeerState
  /** Calls onReply once, never before this returns, and never after cancellation. */
  start(call: WireCall, onReply: OnReply): Cancel
  /** Why the peer is failing; else empty. */
  readonly trouble: string
  close(): void
}
