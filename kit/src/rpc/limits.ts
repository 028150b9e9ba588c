/** Bounds of the transports. A caller beyond them waits or is refused; nothing grows. */
export interface RpcLimits {
  /** Calls on the way to one address at the same time. */
  callsInFlightMax: number
  bytesInFlightMax: number
  /** Calls to one part that wait for room or for a connection. */
  callsWaitingMax: number
  bytesWaitingMax: number
  /** Handlers running in one host at the same time. */
  callsRunningMax: number
  /** Above it a call travels as a plain unary one, so that it does not hold up the others on the stream. */
  exchangePayloadBytesMax: number
  /** A message of the exchange is closed once it holds as much. */
  batchBytesMax: number
  messageBytesMax: number
  connectTimeoutMs: number
  /** How long calls wait for a part that was there a moment ago. */
  bridgeMs: number
  reconnectMs: { first: number; max: number }
  /** A stalled peer's connection is given up after both. */
  keepaliveMs: { time: number; timeout: number }
  /** An exchange stream is renewed after it, 10 % more or less; its connection, and other clients', some time later. */
  streamAgeMs: number
  connectionAgeMs: number
  connectionAgeGraceMs: number
  resolveEveryMs: number
}

export const defaultLimits: RpcLimits = {
  callsInFlightMax: 1024,
  bytesInFlightMax: 32 * 1024 * 1024,
  callsWaitingMax: 4096,
  bytesWaitingMax: 32 * 1024 * 1024,
  callsRunningMax: 8192,
  exchangePayloadBytesMax: 256 * 1024,
  batchBytesMax: 256 * 1024,
  messageBytesMax: 8 * 1024 * 1024,
  connectTimeoutMs: 5_000,
  bridgeMs: 5_000,
  reconnectMs: { first: 50, max: 1_000 },
  keepaliveMs: { time: 10_000, timeout: 5_000 },
  streamAgeMs: 4 * 60_000,
  connectionAgeMs: 5 * 60_000,
  connectionAgeGraceMs: 30_000,
  resolveEveryMs: 5_000,
}

export const callTimeoutMsDefault = 10_000
