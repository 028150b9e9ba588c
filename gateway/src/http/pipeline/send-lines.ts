import { once } from 'node:events'
import type { Response } from 'express'
import { fail } from '../../errors.ts'
import { answerProgressed } from '../answer/stuck-connections.ts'
import type { Gateway } from '../context/gateway.ts'
import type { AnsweredRequest } from '../context/request-context.ts'
import type { Step } from '../context/step.ts'
import { keepOpen } from './keep-open.ts'

/** Sends a response in lines, which `answer` does not. */
export const sendLines: Step<AnsweredRequest> = (request, gateway) => {
  if (request.operation.lines === undefined) return
  const { stream } = request.answer(request.shape)
  if (stream === undefined) throw fail.brokenContract('lines')
  return send(request, gateway, stream)
}

/**
 * Sends a response of any size, as fast as the client reads it: one chunk is in memory. When the chunks fail, the gateway stops, or the
 * caller may no longer read, the stream gets the failure, may send last words, and the connection ends without the end of the response.
 */
async function send(request: AnsweredRequest, gateway: Gateway, stream: AsyncGenerator<Buffer, void>): Promise<void> {
  const { res, headers, operation } = request
  const broken = new AbortController()
  const leave = keepOpen(request, gateway, {
    lost: (refusal = fail.accessChanged()) => broken.abort(refusal),
    // A client that loses a long response begins it again: it goes on while nothing is known against its caller.
    unsure: () => undefined,
    stopped: () => broken.abort(fail.stopping()),
  })
  try {
    headers.set('Content-Type', `${operation.lines?.mediaType}; charset=utf-8`)
    headers.set('Cache-Control', 'no-store')
    res.writeHead(operation.status, headers.list)
    await sendAll(res, stream, broken.signal)
    res.end()
  } catch (err) {
    gateway.log.warn({ err, requestId: request.requestId }, 'a response in lines broke off')
    res.destroy()
  } finally {
    leave()
    await stream.return()
  }
}

async function sendAll(res: Response, stream: AsyncGenerator<Buffer, void>, broken: AbortSignal): Promise<void> {
  let failure: unknown
  for (;;) {
    const { done, value } = broken.aborted && failure === undefined ? await breakOff() : await stream.next()
    if (done) break
    await sent(res, value)
  }
  if (failure !== undefined) throw failure

  function breakOff() {
    failure = broken.reason
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
