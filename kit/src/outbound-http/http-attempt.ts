import { startTimeout } from '../timeout.ts'
import type { Connection, ConnectionPool } from './connection-pool.ts'
import { connectFailure, isConnectionLost, OutboundFailure, type Outcome } from './failure.ts'
import { idleMsMax } from './idle-times.ts'
import { send } from './send.ts'
import type { Target } from './url-rule.ts'

export interface PostRequest {
  url: string
  headers: Readonly<Record<string, string>>
  body: Buffer
  /** Time limit of the whole attempt: name look-up, connection, request, and response with its body. */
  timeoutMs: number
  /** Time limit of name look-up, connection and TLS handshake together. */
  connectTimeoutMs: number
  /** Maximum number of bytes of the response body; a longer body is cut, and the attempt still has a response. */
  responseBytesMax: number
}

export interface Timings {
  dnsMs: number
  connectMs: number
  tlsMs: number
  firstByteMs: number
  totalMs: number
}

/** Result of one POST. */
export interface HttpResult {
  outcome: Outcome
  /** 0 without a response; kept if the body did not end in time. */
  statusCode: number
  headers: Record<string, string>
  body: Buffer
  /** Public sentence; empty for ok. */
  error: string
  timings: Timings
}

type Answer = Pick<HttpResult, 'statusCode' | 'headers' | 'body'>

// A close that crossed the request arrives within a round trip. Later, the receiver may be at work on it.
const raceMsMax = 1_000

/**
 * Sends one POST; a redirect is a response like any other. Never rejects because of the receiver. A receiver may close a kept connection
 * just as the request comes: if one ends within a second and without a byte of an answer, the request is sent once more, on a new one
 * (decision 277).
 */
export async function attemptPost(pool: ConnectionPool, target: Target, request: PostRequest): Promise<HttpResult> {
  const startedAt = performance.now()
  const expiry = new AbortController()
  const limit = startTimeout(request.timeoutMs, () => expiry.abort())
  const post = {
    method: 'POST',
    path: `${target.url.pathname}${target.url.search}`,
    headers: { ...request.headers },
    body: request.body,
    signal: expiry.signal,
  } as const
  // NOTE: after a pause of this process sockets are read before the limit ends the attempt, and another process may have the delivery.
  const refusal = () => (performance.now() - startedAt >= request.timeoutMs ? timedOut(request.timeoutMs) : undefined)
  const connectTimeoutMs = Math.min(request.connectTimeoutMs, request.timeoutMs)
  let connection = pool.take(target, connectTimeoutMs)
  const { socket } = connection
  const receivedBefore = socket?.bytesRead
  const answer: Answer = { statusCode: 0, headers: {}, body: Buffer.alloc(0) }
  let firstByteAt: number | undefined
  let failure: OutboundFailure | undefined
  try {
    const response = await send(connection.client, post, refusal).catch((thrown: unknown) => {
      const isInTime = connection.takenAfterMs !== undefined && performance.now() - startedAt < raceMsMax
      // An answer of undici begins after its headers, but a receiver that sent a byte of them, or a 102, has read the request.
      const isRace = isInTime && socket?.bytesRead === receivedBefore
      if (!isRace || !isConnectionLost(thrown)) throw thrown
      pool.lost(target, connection)
      connection = pool.open(target, connectTimeoutMs)
      return send(connection.client, post, refusal)
    })
    firstByteAt = performance.now()
    answer.statusCode = response.statusCode
    answer.headers = flat(response.headers)
    const isWhole = await readBody(response.body, request.responseBytesMax, answer)
    // NOTE: after a pause of this process the receiver may have closed the connection behind its answer, unread as yet.
    const isFresh = performance.now() - startedAt < idleMsMax
    if (isWhole && isFresh) pool.giveBack(target, connection, answer.headers['keep-alive'])
    else pool.discard(connection.client)
  } catch (thrown) {
    if (firstByteAt === undefined && isConnectionLost(thrown)) pool.lost(target, connection)
    else pool.discard(connection.client)
    failure = expiry.signal.aborted
      ? timedOut(request.timeoutMs, answer.statusCode, thrown)
      : connectFailure(thrown, connection.socketError)
  } finally {
    limit.clear()
  }
  const timings = phases(connection, startedAt, firstByteAt)
  if (failure !== undefined) return { ...answer, outcome: failure.outcome, error: failure.message, timings }
  const isOk = answer.statusCode >= 200 && answer.statusCode <= 299
  return { ...answer, outcome: isOk ? 'ok' : 'http', error: isOk ? '' : answered(answer.statusCode), timings }
}

/** Result of an attempt that ended before a connection. */
export function withoutAnswer(failure: OutboundFailure): HttpResult {
  const timings = { dnsMs: 0, connectMs: 0, tlsMs: 0, firstByteMs: 0, totalMs: 0 }
  const { outcome, message: error } = failure
  return { outcome, statusCode: 0, headers: {}, body: Buffer.alloc(0), error, timings }
}

async function readBody(body: AsyncIterable<Buffer>, bytesMax: number, answer: Answer): Promise<boolean> {
  const chunks: Buffer[] = []
  let bytes = 0
  let isWhole = true
  try {
    for await (const chunk of body) {
      chunks.push(chunk.subarray(0, bytesMax - bytes))
      bytes += chunk.length
      isWhole = bytes <= bytesMax
      if (!isWhole) break
    }
  } finally {
    answer.body = Buffer.concat(chunks)
  }
  return isWhole
}

function phases(connection: Connection, startedAt: number, firstByteAt: number | undefined): Timings {
  const { dnsMs, connectMs, tlsMs } = connection.timings
  const firstByteMs = firstByteAt === undefined ? 0 : firstByteAt - startedAt - dnsMs - connectMs - tlsMs
  return {
    dnsMs: Math.round(dnsMs),
    connectMs: Math.round(connectMs),
    tlsMs: Math.round(tlsMs),
    firstByteMs: Math.max(0, Math.round(firstByteMs)),
    totalMs: Math.round(performance.now() - startedAt),
  }
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const single: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) single[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return single
}

function timedOut(timeoutMs: number, statusCode = 0, cause?: unknown): OutboundFailure {
  const sentence =
    statusCode === 0
      ? `The request did not complete within ${timeoutMs} ms.`
      : `The endpoint answered ${statusCode}, but its answer did not end within ${timeoutMs} ms.`
  return new OutboundFailure('timeout', sentence, cause)
}

function answered(statusCode: number): string {
  return `The endpoint answered ${statusCode}.`
}
