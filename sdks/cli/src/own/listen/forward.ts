import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { signWebhook } from '../../../../js/src/webhooks.ts'
import { lookupNear } from './target.ts'

export interface Forwarded {
  /** 0 when no answer came. */
  status_code: number
  duration_ms: number
  /** Why no answer came. */
  error?: string
}

const timeoutMs = 30_000
const answerBytesMax = 16_384

/** Sends an event as Plinth delivers it, signed both ways. Redirects are answers like others; 16 KiB of an answer are read. */
export async function forward(
  target: URL,
  event: { id: string; type: string; payload: string },
  { secret, headers }: { secret: string; headers: Readonly<Record<string, string>> },
): Promise<Forwarded> {
  const signed = await signWebhook(event.payload, secret, { id: event.id })
  const all = {
    ...headers,
    ...signed.headers,
    'user-agent': 'Plinth-Webhooks/1',
    'x-webhook-event': event.type,
    'x-webhook-delivery': 'local',
    'x-webhook-attempt': '1',
    'content-length': String(Buffer.byteLength(signed.body)),
  }
  const startedMs = performance.now()
  const answered = await post(target, all, signed.body).catch((err: unknown) => ({
    status_code: 0,
    error: err instanceof Error ? err.message || String(Object(err).code) : String(err),
  }))
  return { ...answered, duration_ms: Math.round(performance.now() - startedMs) }
}

function post(target: URL, headers: Record<string, string>, body: string): Promise<{ status_code: number }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status_code: number }>()
  const options = { method: 'POST', headers, signal: AbortSignal.timeout(timeoutMs), agent: false }
  const request =
    target.protocol === 'https:'
      ? requestHttps(target, options)
      : requestHttp(target, { ...options, lookup: lookupNear as never })
  request.once('error', reject).once('response', (response) => {
    const answer = { status_code: response.statusCode ?? 0 }
    let bytes = 0
    response.on('data', (part: Buffer) => {
      bytes += part.length
      if (bytes > answerBytesMax) response.destroy()
    })
    response.once('close', () => resolve(answer)).once('error', () => resolve(answer))
  })
  request.end(body)
  return promise
}
