import type { Cancel, Settle, WireCall } from './wire.ts'

/** connecting: a first attempt runs, so waiting is worth it. failing: the last attempt failed, others follow. */
export type PeerState = 'connecting' | 'ready' | 'failing'

/** One address of a part. */
export interface Peer {
  readonly address: string
  readonly state: PeerState
  /** Settles once, never before this returns, and never after it was cancelled. */
  start(call: WireCall, settle: Settle): Cancel
  /** Why it is failing; empty otherwise. */
  readonly trouble: string
  close(): void
}
