import { status } from '@grpc/grpc-js'
import type { Caller } from './callers.ts'

/** A call between parts, encoded: the same on every transport. */
export interface WireCall {
  /** "/plinth.identity.v1.UsersService/GetUser" */
  readonly method: string
  /** In this process as the caller says; over a network by its credentials. */
  readonly caller: Caller
  readonly payload: Buffer
  /** An encoded CallContext. */
  readonly context: Buffer
  readonly traceparent: string
  /** On performance.now()'s scale; Infinity is none. */
  readonly deadlineMs: number
}

/** The reply to a call: an answer, an encoded google.rpc.Status, or a code alone when the transport failed. */
export interface WireReply {
  /** A gRPC status code; 0 is OK. */
  readonly code: number
  readonly payload: Buffer
  /** An encoded ReplyContext. */
  readonly replyContext: Buffer
  /** The callee did not start the call, so it may be sent elsewhere. */
  readonly refused: boolean
}

/** Receives the one reply of a call. */
export type OnReply = (reply: WireReply) => void
/** Cancels the call at the callee; harmless after the reply. A cancelled call gets no reply. */
export type Cancel = () => void

const nothing = Buffer.alloc(0)
const bare = (code: number, refused: boolean): WireReply => ({ code, payload: nothing, replyContext: nothing, refused })

export const emptyBytes: Buffer = nothing
/** No peer could take the call, or the peer that took it is gone and may have run it. */
export const unavailable: WireReply = bare(status.UNAVAILABLE, false)
/** Not started, because the peer is draining: the call may be sent again, also to another connection of the peer. */
export const refused: WireReply = bare(status.UNAVAILABLE, true)
/** Not started, because the peer is full: the call may be sent to another peer. */
export const busy: WireReply = bare(status.UNAVAILABLE, true)
export const failedWith = (code: number): WireReply => bare(code, false)

/** Milliseconds until the deadline, at least 1: timers and the wire have no zero. */
export const timeLeftMs = (deadlineMs: number): number => Math.max(1, Math.ceil(deadlineMs - performance.now()))
