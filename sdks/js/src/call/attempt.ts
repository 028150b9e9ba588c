import { AbortedError, TransportError, TransportTimeout } from '../errors.ts'
import type { FetchAnswer, Signal } from '../options.ts'
import type { SdkError } from '../sdk-error.ts'
import { Received } from './received.ts'
import type { Settings } from './settings.ts'

export interface Request {
  method: string
  url: string
  headers: Record<string, string>
  body: string | undefined
}

export interface Running {
  /** Milliseconds. */
  timeout: number
  signal: Signal | undefined
}

/**
 * Sends the request once and reads the whole answer, unless time or the caller's signal ends it before. `isOpen`: the body of lines is
 * left to be read.
 */
export async function attempt(
  request: Request,
  settings: Settings,
  { timeout, signal }: Running,
  isOpen: boolean,
): Promise<Received> {
  if (signal?.aborted) throw aborted()
  const { url, method, headers, body } = request
  const controller = new AbortController()
  const answer = async () => {
    const given = { ...settings.init, method, headers, body, redirect: 'manual', signal: controller.signal }
    const response = await settings.fetch(url, given)
    const { status, type } = response
    // The body of a redirect is not read: abort() below ends it.
    if (isOpen && status === 200 && isLines(response)) return new Received(response, '', response.body.getReader())
    const isRedirect = type === 'opaqueredirect' || (status >= 300 && status < 400)
    return new Received(response, isRedirect ? '' : await response.text())
  }
  let isWhole = false
  try {
    const received = await inTime({ timeout, signal }, settings, answer)
    isWhole = received.status !== 0 && (received.status < 300 || received.status >= 400)
    return received
  } finally {
    if (!isWhole) controller.abort()
  }
}

const isLines = (response: FetchAnswer): response is FetchAnswer & { body: NonNullable<FetchAnswer['body']> } =>
  !!response.body && /^application\/x-ndjson\b/.test(new Received(response, '').headers['content-type'] ?? '')

/** The result of the work; throws TransportTimeout, AbortedError, or TransportError for any other failure. */
export async function inTime<T>({ timeout, signal }: Running, settings: Settings, work: () => Promise<T>): Promise<T> {
  const late = () => new TransportTimeout(`${address(settings)} did not answer in ${Math.round(timeout)} ms.`)
  try {
    return await within(timeout, signal, late, work)
  } catch (err) {
    if (err instanceof TransportTimeout || err instanceof AbortedError) throw err
    throw noWholeAnswer(settings, reason(err), { cause: err, isRetryable: !isCertificateRefused(err) })
  }
}

export const noWholeAnswer = (settings: Settings, why: string, more = {}) =>
  new TransportError(`${address(settings)} gave no whole answer: ${why}`, more)

const aborted = () => new AbortedError('The call was aborted.')

/** Resolves after the time; rejects as soon as the signal aborts. */
export async function pause(ms: number, signal: Signal | undefined): Promise<void> {
  const over = new TransportTimeout('')
  await within(
    ms,
    signal,
    () => over,
    () => new Promise<never>(() => undefined),
  ).catch((err) => {
    if (err !== over) throw err
  })
}

/** The result of the work; rejects with `late` after the time, with AbortedError when the signal aborts. */
function within<T>(ms: number, signal: Signal | undefined, late: () => SdkError, work: () => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const onAbort = () => end(reject, aborted())
    // setTimeout takes 31 bits; a longer time is none.
    const timer = ms < 2 ** 31 ? setTimeout(() => end(reject, late()), ms) : undefined
    const end = <Value>(settle: (value: Value) => void, value: Value) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      settle(value)
    }
    if (signal?.aborted) return onAbort()
    signal?.addEventListener('abort', onAbort)
    work().then(
      (value) => end(resolve, value),
      (err) => end(reject, err),
    )
  })
}

/** The address for an error's text, and whether the caller chose it. */
const address = ({ baseUrl, isDefaultUrl }: Settings) =>
  `${baseUrl}${isDefaultUrl ? ' (the default address; set baseUrl or PLINTH_URL)' : ''}`

function reason(err: unknown): string {
  const { cause, message } = err as { cause?: { message?: string; code?: string }; message?: string }
  return cause?.message || cause?.code || message || String(err)
}

/** By the codes of OpenSSL's checks in Node.js and Bun, and by Deno's sentence; a browser does not say. */
function isCertificateRefused(err: unknown): boolean {
  const { cause, code } = err as { cause?: { code?: string }; code?: string }
  return (
    /CERT|UNABLE_TO_(GET_ISSUER|VERIFY)|INVALID_(CA|PURPOSE)|HOSTNAME_MISMATCH/.test(`${cause?.code} ${code}`) ||
    /invalid peer certificate/.test(reason(err))
  )
}
