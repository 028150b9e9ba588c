import { status } from '@grpc/grpc-js'
import type { Caller } from './callers.ts'

/** A call between parts, encoded: the same on every transport. */
export interface WireCall {
  /** "/plinth.identity.v1.UsersService/GetUser" */
  readonly method: string
  /** In this process by the caller's own word; over a network by what it showed. */
  readonly caller: Caller
  readonly payload: Buffer
  /** An encoded CallContext. */
  readonly context: Buffer
  readonly traceparent: string
  /** On performance.now()'s scale; Infinity is none. */
  readonly deadlineMs: number
}

/** What comes of a call: an answer, an encoded google.rpc.Status, or a bare code when the transport failed. */
export interface WireReply {
  /** A gRPC status code; 0 is OK. */
  readonly code: number
  readonly payload: Buffer
  /** An encoded ReplyContext. */
  readonly replyContext: Buffer
  /** The callee did not start the call, so it may be sent elsewhere. */
  readonly refused: boolean
}

export type Settle = (reply: WireReply) => void
/** Tells the callee that nobody waits any more; harmless afterwards. The call is not settled by it. */
export type Cancel = () => void

const nothing = Buffer.alloc(0)
const bare = (code: number, refused: boolean): WireReply => ({ code, payload: nothing, replyContext: nothing, refused })

export const emptyBytes: Buffer = nothing
/** Nobody could take the call, or whoever took it is gone and it is not known how far it came. */
export const unavailable: WireReply = bare(status.UNAVAILABLE, false)
/** Not started, because whoever got it is leaving: it may be sent again, to whoever is there by then. */
export const refused: WireReply = bare(status.UNAVAILABLE, true)
/** Not started, because whoever got it is full: it may be sent to another. */
export const busy: WireReply = bare(status.UNAVAILABLE, true)
export const failedWith = (code: number): WireReply => bare(code, false)

/** Milliseconds a call has left, at least 1, for timers and wires that know no zero. */
export const timeLeftMs = (deadlineMs: number): number => Math.max(1, Math.ceil(deadlineMs - performance.now()))
