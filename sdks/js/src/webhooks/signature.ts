import { WebhookVerificationError } from './verification-error.ts'

export type Scheme = 'standard' | 'body'

const utf8 = new TextEncoder()

/** The signature of the bytes by the secret, as its header holds it: "v1,…" in base64, or "sha256=…" in hex. */
export async function signature(scheme: Scheme, secret: string, signed: Uint8Array): Promise<string> {
  const raw = scheme === 'standard' ? keyOf(secret) : utf8.encode(secret)
  const key = await crypto.subtle.importKey('raw', raw as never, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, signed as never))
  if (scheme === 'standard') return `v1,${btoa(String.fromCharCode(...mac))}`
  return `sha256=${Array.from(mac, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

// As the sender reads it: the last character may have bits that stand for nothing.
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** The bytes after whsec_ in base64; the whole text where that is not base64. */
function keyOf(secret: string): Uint8Array {
  const encoded = secret.startsWith('whsec_') ? secret.slice(6) : ''
  if (encoded === '' || !base64.test(encoded)) return utf8.encode(secret)
  return Uint8Array.from(atob(encoded), (char) => char.charCodeAt(0))
}

/** Takes the same time wherever the texts differ. */
export function isSame(one: string, other: string): boolean {
  let difference = one.length ^ other.length
  for (let at = 0; at < other.length; at++) difference |= one.charCodeAt(at % (one.length || 1)) ^ other.charCodeAt(at)
  return difference === 0
}

/** `id.timestamp.body`, or the body alone. */
export function signedBytes(scheme: Scheme, id: string, timestamp: string, body: Uint8Array): Uint8Array {
  if (scheme === 'body') return body
  const before = utf8.encode(`${id}.${timestamp}.`)
  const all = new Uint8Array(before.length + body.length)
  all.set(before)
  all.set(body, before.length)
  return all
}

/** One secret or several, each a text that a header could carry. */
export function secretsOf(given: string | readonly string[]): readonly string[] {
  const secrets = typeof given === 'string' ? [given] : given
  if (!Array.isArray(secrets) || secrets.length === 0 || !secrets.every((one) => /^[ -~]+$/.test(one))) {
    throw new WebhookVerificationError(
      'bad_secret',
      'The secret of the endpoint is missing or has characters that no secret has.',
    )
  }
  return secrets
}

/** The body's bytes; a parsed object has lost them. */
export function bytesOf(body: unknown): Uint8Array {
  if (typeof body === 'string') return utf8.encode(body)
  if (body instanceof Uint8Array) return body
  if (body instanceof ArrayBuffer) return new Uint8Array(body)
  throw new WebhookVerificationError(
    'not_raw',
    'The body must be the text or the bytes as received, not a parsed object: use await request.text(), or express.raw({ type: "application/json" }) on this route, before any JSON parser.',
  )
}
