import type { WebhookEvent } from '../gen/events.ts'
import { SdkError } from '../sdk-error.ts'
import { type HeadersLike, header } from './header.ts'
import { bytesOf, isSame, type Scheme, secretsOf, signature, signedBytes } from './signature.ts'
import { type WebhookReason, WebhookVerificationError } from './verification-error.ts'

export interface VerifyOptions {
  /** Seconds that the timestamp may be off, both ways. Default 300. */
  tolerance?: number | undefined
  /**
   * Default: `standard`, the signature of Standard Webhooks. `body` is `X-Webhook-Signature`, which covers no time: a
   * recorded request stays valid for ever.
   */
  scheme?: Scheme | undefined
  /** Default: Date.now(). */
  now?: number | undefined
}

/**
 * Verifies a request of Plinth and gives its event, in any runtime that has WebCrypto. `body` is the raw body; several
 * secrets are for a rotation. Rejects with a WebhookVerificationError, whose `reason` says why.
 */
export async function verifyWebhook(
  body: string | Uint8Array | ArrayBuffer,
  headers: HeadersLike,
  secret: string | readonly string[],
  { tolerance = 300, scheme = 'standard', now = Date.now() }: VerifyOptions = {},
): Promise<WebhookEvent> {
  checkOptions(tolerance, scheme, now)
  const secrets = secretsOf(secret)
  const bytes = bytesOf(body)
  const id = scheme === 'standard' ? required(headers, 'webhook-id') : ''
  const timestamp = scheme === 'standard' ? required(headers, 'webhook-timestamp') : ''
  const given = required(headers, scheme === 'standard' ? 'webhook-signature' : 'x-webhook-signature').split(' ')
  if (scheme === 'standard') checkTime(timestamp, tolerance, now / 1_000)
  const signed = signedBytes(scheme, id, timestamp, bytes)
  const due = await Promise.all(secrets.map((one) => signature(scheme, one, signed)))
  // Every pair is compared: the time says nothing of the one that matched.
  const matches = due.flatMap((one) => given.map((other) => isSame(other, one)))
  if (!matches.includes(true))
    throw refused('no_match', 'No signature matches: the secret is another one, or the body was changed.')
  return eventOf(bytes)
}

/** NaN is neither more nor less than an age: without this check, a time of any age would pass. */
function checkOptions(tolerance: unknown, scheme: unknown, now: unknown): void {
  if (!isCount(tolerance)) throw new SdkError('tolerance must be a number of seconds, 0 or more.')
  if (!isCount(now)) throw new SdkError('now must be a number of milliseconds, 0 or more.')
  if (scheme !== 'standard' && scheme !== 'body') throw new SdkError('scheme must be "standard" or "body".')
}

const isCount = (value: unknown) => typeof value === 'number' && value >= 0

/** A JSON object with a `type`; anything else that is signed is the sender's mistake, not a forgery. */
function eventOf(bytes: Uint8Array): WebhookEvent {
  let event: { type?: unknown } | null | undefined
  try {
    event = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    // Said below.
  }
  if (typeof event?.type !== 'string')
    throw refused('bad_body', 'The signature is right, but the body is no event: a JSON object with a type.')
  return event as WebhookEvent
}

function required(headers: HeadersLike, name: string): string {
  const value = header(headers, name)
  if (value === '') throw refused('missing_header', `The header ${name} is missing.`)
  return value
}

function checkTime(timestamp: string, tolerance: number, now: number): void {
  if (!/^\d{1,12}$/.test(timestamp)) throw refused('bad_timestamp', 'webhook-timestamp is no number of seconds.')
  const age = now - Number(timestamp)
  if (age > tolerance)
    throw refused('too_old', `The request was signed ${Math.round(age)} s ago, more than ${tolerance} s.`)
  if (-age > tolerance) throw refused('too_new', `The request is signed ${Math.round(-age)} s ahead: check the clock.`)
}

const refused = (reason: WebhookReason, message: string) => new WebhookVerificationError(reason, message)
