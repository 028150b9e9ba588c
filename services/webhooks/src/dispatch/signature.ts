import { createHmac } from 'node:crypto'

export interface SigningSecrets {
  current: string
  /** The secret before the rotation, during its grace period. */
  previous?: string
}

export interface Signed {
  id: string
  timestampSeconds: number
  /** The exact bytes that are sent. */
  body: Buffer
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** Both header families of api.md §14. During a grace period X-Webhook-Signature stays on the old secret. */
export function signatureHeaders(signed: Signed, secrets: SigningSecrets): Record<string, string> {
  const all = secrets.previous === undefined ? [secrets.current] : [secrets.current, secrets.previous]
  return {
    'x-webhook-signature': bodySignature(signed.body, secrets.previous ?? secrets.current),
    'x-webhook-timestamp': String(signed.timestampSeconds),
    'webhook-id': signed.id,
    'webhook-timestamp': String(signed.timestampSeconds),
    'webhook-signature': all.map((secret) => standardSignature(signed, secret)).join(' '),
  }
}

function bodySignature(body: Buffer, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
}

function standardSignature({ id, timestampSeconds, body }: Signed, secret: string): string {
  const hmac = createHmac('sha256', standardKey(secret))
  return `v1,${hmac.update(`${id}.${timestampSeconds}.`).update(body).digest('base64')}`
}

function standardKey(secret: string): Buffer {
  const encoded = secret.startsWith('whsec_') ? secret.slice('whsec_'.length) : ''
  return encoded !== '' && base64.test(encoded) ? Buffer.from(encoded, 'base64') : Buffer.from(secret)
}
