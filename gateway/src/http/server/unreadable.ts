import { randomBytes } from 'node:crypto'
import type { Duplex } from 'node:stream'
import { http } from '@plinth/kit/node-http'
import { isAnswered } from '../answer/respond.ts'
import { AnswerHeaders } from '../context/answer-headers.ts'
import { always } from '../pipeline/browser-headers.ts'

/** Answers invalid or incomplete HTTP with the envelope too; such a request does not reach the pipeline. */
export function refuseUnreadable(err: Error & { code?: string }, socket: Duplex): void {
  if (!socket.writable || err.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  if (isAnswered(socket)) {
    socket.end()
    return
  }
  const { status, message } = answers[err.code ?? ''] ?? {
    status: 400,
    message: 'The request is not valid HTTP. Send it with an HTTP library.',
  }
  const requestId = `req_${randomBytes(16).toString('hex')}`
  const body = JSON.stringify({ error: { code: 'INVALID_FORMAT', message, request_id: requestId } })
  socket.end(
    [
      `HTTP/1.1 ${status} ${http.STATUS_CODES[status]}`,
      ...secureLines,
      'Cache-Control: no-store',
      'Connection: close',
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Request-ID: ${requestId}`,
      'X-API-Version: 1',
      'Link: </docs/errors/INVALID_FORMAT>; rel="help"',
      '',
      body,
    ].join('\r\n'),
  )
}

const secureLines = [...new AnswerHeaders(always).entries()].map(([name, value]) => `${name}: ${value}`)

const answers: Readonly<Record<string, { status: number; message: string }>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, message: 'The request did not arrive in time. Send it again.' },
  HPE_HEADER_OVERFLOW: { status: 431, message: 'The request headers are too large. Send fewer or shorter ones.' },
}
