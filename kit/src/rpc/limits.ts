/** Bounds of the transports. A call beyond them waits or is refused; no queue grows without bound. */
export interface RpcLimits {
  /** Calls in flight to one address at the same time. */
  callsInFlightMax: number
  bytesInFlightMax: number
  /** Calls to one part that wait for capacity or for a connection. */
  callsWaitingMax: number
  bytesWaitingMax: number
  /** Handlers running in one host at the same time. */
  callsRunningMax: number
  /** A larger call is a plain unary one, so that it does not block the others on the stream. */
  exchangePayloadBytesMax: number
  /** The size at which a message of the exchange is sent. */
  batchBytesMax: number
  messageBytesMax: number
  connectTimeoutMs: number
  /** How long calls wait for a part whose last ready peer was lost. */
  bridgeMs: number
  reconnectMs: { first: number; max: number }
  /** The connection of a stalled peer is closed after both. */
  keepaliveMs: { time: number; timeout: number }
  /** The age, ± 10 %, at which an exchange stream is renewed; connections are renewed some time later. */
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
