import { once } from 'node:events'
import type { Response } from 'express'
import { fail } from '../../errors.ts'
import type { Gateway } from '../context/gateway.ts'
import type { AnsweredRequest } from '../context/request-context.ts'
import { answerProgressed } from './stuck-connections.ts'

/**
 * Sends a response of any size, as fast as the client reads it: one chunk is in memory. When the chunks fail, or the gateway
 * stops, the stream gets the failure, may send last words, and the connection ends without the end of the response.
 */
export async function respondInLines(
  request: AnsweredRequest,
  gateway: Gateway,
  stream: AsyncGenerator<Buffer, void>,
): Promise<void> {
  const { res, headers, operation } = request
  try {
    headers.set('Content-Type', `${operation.lines?.mediaType}; charset=utf-8`)
    headers.set('Cache-Control', 'no-store')
    res.writeHead(operation.status, headers.list)
    await sendAll(res, stream, gateway)
    res.end()
  } catch (err) {
    gateway.log.warn({ err, requestId: request.requestId }, 'a response in lines broke off')
    res.destroy()
  } finally {
    await stream.return()
  }
}

async function sendAll(res: Response, stream: AsyncGenerator<Buffer, void>, { stopping }: Gateway): Promise<void> {
  let failure: unknown
  for (;;) {
    const { done, value } = stopping.aborted && failure === undefined ? await stop() : await stream.next()
    if (done) break
    await sent(res, value)
  }
  if (failure !== undefined) throw failure

  function stop() {
    failure = fail.stopping()
    return stream.throw(failure)
  }
}

/** Resolves when the client's side has taken the chunk. Rejects when the connection has closed. */
async function sent(res: Response, chunk: Buffer): Promise<void> {
  if (res.destroyed) throw new Error('the client has closed the connection')
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  res.write(chunk, (err) => (err ? reject(err) : resolve()))
  const closed = new AbortController()
  const closing = once(res, 'close', { signal: closed.signal }).then(
    () => reject(new Error('the client has closed the connection')),
    () => undefined,
  )
  try {
    await promise
  } finally {
    closed.abort()
    await closing
  }
  if (res.socket !== null) answerProgressed(res.socket)
}
