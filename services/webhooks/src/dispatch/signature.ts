import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { hiddenValue } from '../endpoints/custom-headers.ts'

/** A secret, as both signatures use it. Made once for many: a key given as bytes is imported anew by every HMAC. */
export interface SigningKey {
  body: KeyObject
  standard: KeyObject
}

export const signingKey = (secret: string): SigningKey => ({
  body: createSecretKey(secret, 'utf8'),
  standard: createSecretKey(standardKey(secret)),
})

export interface RequestKeys {
  current: SigningKey
  /** That before the rotation, during its grace period. */
  previous?: SigningKey
}

export interface Signed {
  id: string
  timestampSeconds: number
  /** The exact bytes that are sent. */
  body: Buffer
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** Both header families of api.md §14. During a grace period X-Webhook-Signature stays on the old secret. */
export function signatureHeaders(signed: Signed, keys: RequestKeys): Record<string, string> {
  const all = keys.previous === undefined ? [keys.current] : [keys.current, keys.previous]
  return {
    'x-webhook-signature': bodySignature(signed.body, keys.previous ?? keys.current),
    'x-webhook-timestamp': String(signed.timestampSeconds),
    'webhook-id': signed.id,
    'webhook-timestamp': String(signed.timestampSeconds),
    'webhook-signature': all.map((key) => standardSignature(signed, key)).join(' '),
  }
}

/** The headers of a request, with `********` in place of the signatures. */
export function hideSignatures(headers: Readonly<Record<string, string>>): Record<string, string> {
  const isSignature = (name: string) => name === 'x-webhook-signature' || name === 'webhook-signature'
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, isSignature(name) ? hiddenValue : value]),
  )
}

function bodySignature(body: Buffer, key: SigningKey): string {
  return `sha256=${createHmac('sha256', key.body).update(body).digest('hex')}`
}

function standardSignature({ id, timestampSeconds, body }: Signed, key: SigningKey): string {
  const hmac = createHmac('sha256', key.standard)
  return `v1,${hmac.update(`${id}.${timestampSeconds}.`).update(body).digest('base64')}`
}

function standardKey(secret: string): Buffer {
  const encoded = secret.startsWith('whsec_') ? secret.slice('whsec_'.length) : ''
  return encoded !== '' && base64.test(encoded) ? Buffer.from(encoded, 'base64') : Buffer.from(secret)
}
