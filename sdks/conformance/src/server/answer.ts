import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Answer, AnswerOnTheWire } from '../format.ts'

/** Answers as told; resolves once there is nothing more to send. */
export async function answerWith(answer: Answer, response: ServerResponse, requestId: string, baseUrl: string) {
  const { socket } = response
  if ('reset' in answer) return void socket?.resetAndDestroy()
  if ('silence' in answer) return
  if ('raw' in answer) return void socket?.end(answer.raw)
  const body = bodyOf(answer, requestId, baseUrl)
  response.writeHead(answer.status ?? 200, headersOf(answer, body, requestId, baseUrl))
  const { cutAfter, stallAfter, dripMs } = answer
  if (answer.forever === true) return repeat(body, response)
  if (dripMs !== undefined) return drip(body, dripMs, response)
  const shown = body.subarray(0, cutAfter ?? stallAfter)
  if (cutAfter === undefined && stallAfter === undefined) {
    response.end(shown)
    await once(response, 'close')
    if (answer.thenCloses === true) socket?.destroy()
    return
  }
  response.flushHeaders()
  await new Promise<void>((resolve) => response.write(shown, () => resolve()))
  if (cutAfter !== undefined) socket?.end()
}

async function repeat(body: Buffer, response: ServerResponse) {
  while (!response.destroyed) await new Promise<void>((resolve) => response.write(body, () => resolve()))
}

async function drip(body: Buffer, everyMs: number, response: ServerResponse) {
  for (const byte of body) {
    if (response.destroyed) return
    response.write(Buffer.of(byte))
    await wait(everyMs, undefined, { ref: false })
  }
  response.end()
}

function bodyOf({ json, error, text, status }: AnswerOnTheWire, requestId: string, baseUrl: string): Buffer {
  if (text !== undefined) return Buffer.from(text)
  const value =
    error === undefined ? json : { error: { message: `It is a ${status}.`, request_id: requestId, ...error } }
  return Buffer.from(value === undefined ? '' : JSON.stringify(value).replaceAll('{{baseUrl}}', baseUrl))
}

function headersOf(
  { headers = {}, text, status = 200, forever = false }: AnswerOnTheWire,
  body: Buffer,
  requestId: string,
  baseUrl: string,
) {
  const own = Object.entries(headers).map(([name, value]) => [
    name.toLowerCase(),
    value.replace(httpDate, dateOf).replaceAll('{{baseUrl}}', baseUrl),
  ])
  return {
    ...(body.length === 0
      ? {}
      : { 'content-type': text === undefined ? 'application/json; charset=utf-8' : 'text/html' }),
    ...(forever || status === 204 || status === 304 ? {} : { 'content-length': String(body.length) }),
    'x-request-id': requestId,
    'x-api-version': '1',
    'x-ratelimit-limit': '1000',
    'x-ratelimit-remaining': '999',
    'x-ratelimit-reset': '1767607200',
    ...Object.fromEntries(own),
  }
}

const httpDate = /\{\{httpDate:(-?\d+)\}\}/
const dateOf = (_: string, inMs: string) => new Date(Date.now() + Number(inMs)).toUTCString()
