import { startTimeout } from '../async/timeout.ts'
import { type Connection, type ConnectionPool, idleTimeoutMs } from './connection-pool.ts'
import { connectFailure, OutboundFailure, type Outcome } from './failure.ts'
import type { Target } from './url-rule.ts'

export interface PostRequest {
  url: string
  headers: Readonly<Record<string, string>>
  body: Buffer
  /** Over the whole exchange: name, connection, request, answer and its body. */
  timeoutMs: number
  /** Over name, connection and TLS handshake. */
  connectTimeoutMs: number
  /** What is read of the answer; a longer one is cut, and still an answer. */
  responseBytesMax: number
}

export interface Timings {
  dnsMs: number
  connectMs: number
  tlsMs: number
  firstByteMs: number
  totalMs: number
}

export interface Exchange {
  outcome: Outcome
  /** 0 when no answer came; kept when its body did not end in time. */
  statusCode: number
  headers: Record<string, string>
  body: Buffer
  /** A public sentence; empty for ok. */
  error: string
  timings: Timings
}

type Answer = Pick<Exchange, 'statusCode' | 'headers' | 'body'>

/** One POST; redirects are answers like any other. Never rejects for what the other side does. */
export async function exchange(pool: ConnectionPool, target: Target, request: PostRequest): Promise<Exchange> {
  const startedAt = performance.now()
  const expiry = new AbortController()
  const limit = startTimeout(request.timeoutMs, () => expiry.abort())
  const connection = pool.take(target, Math.min(request.connectTimeoutMs, request.timeoutMs))
  const answer: Answer = { statusCode: 0, headers: {}, body: Buffer.alloc(0) }
  let firstByteAt: number | undefined
  let failure: OutboundFailure | undefined
  try {
    const response = await connection.client.request({
      method: 'POST',
      path: `${target.url.pathname}${target.url.search}`,
      headers: { ...request.headers },
      body: request.body,
      signal: expiry.signal,
    })
    firstByteAt = performance.now()
    answer.statusCode = response.statusCode
    answer.headers = flat(response.headers)
    const isWhole = await readBody(response.body, request.responseBytesMax, answer)
    if (isWhole) giveBack(pool, target, connection, startedAt)
    else pool.discard(connection.client)
  } catch (thrown) {
    pool.discard(connection.client)
    failure = expiry.signal.aborted ? timedOut(request.timeoutMs, thrown) : connectFailure(thrown)
  } finally {
    limit.clear()
  }
  const timings = phases(connection, startedAt, firstByteAt)
  if (failure !== undefined) return { ...answer, outcome: failure.outcome, error: failure.message, timings }
  const isOk = answer.statusCode >= 200 && answer.statusCode <= 299
  return { ...answer, outcome: isOk ? 'ok' : 'http', error: isOk ? '' : answered(answer.statusCode), timings }
}

function giveBack(pool: ConnectionPool, target: Target, connection: Connection, startedAt: number): void {
  // After so long, a pause of this process perhaps, the other side may have closed it: that is read first.
  if (performance.now() - startedAt < idleTimeoutMs) pool.giveBack(target, connection)
  else setImmediate(() => pool.giveBack(target, connection))
}

/** For what ended before a connection was even tried. */
export function withoutAnswer(failure: OutboundFailure): Exchange {
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

function timedOut(timeoutMs: number, cause: unknown): OutboundFailure {
  return new OutboundFailure('timeout', `The request did not complete within ${timeoutMs} ms.`, cause)
}

function answered(statusCode: number): string {
  return `The endpoint answered ${statusCode}.`
}
