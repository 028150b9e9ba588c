import { setTimeout as wait } from 'node:timers/promises'

export interface Sent {
  method: string
  path: string
  key: string
  /** Left out: the body says by itself what counts once. */
  idempotencyKey?: string
  body?: object
}

export interface FinalAnswer {
  status: number
  text: string
  isReplay: boolean
  attempts: number
}

/** No answer by then is a hang. */
const patienceMs = 90_000

/** Sends the same call, again and again, until it is answered. */
export async function answered(url: string, sent: Sent): Promise<FinalAnswer> {
  const until = Date.now() + patienceMs
  for (let attempts = 1; ; attempts++) {
    const answer = await sendOnce(url, sent)
    if (answer !== undefined) return { ...answer, attempts }
    if (Date.now() > until) throw new Error(`${sent.method} ${sent.path} had no answer in ${patienceMs} ms`)
    await wait(Math.min(20 * attempts, 250))
  }
}

async function sendOnce(url: string, { method, path, key, idempotencyKey, body }: Sent) {
  try {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(15_000),
    })
    const text = await response.text()
    const isStillRunning = response.status === 409 && text.includes('IDEMPOTENCY_IN_PROGRESS')
    if (response.status >= 500 || isStillRunning) return undefined
    return { status: response.status, text, isReplay: response.headers.get('idempotent-replayed') === 'true' }
  } catch {
    return undefined
  }
}
