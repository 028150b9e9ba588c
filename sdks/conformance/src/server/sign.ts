import { createHmac } from 'node:crypto'
import type { VerifyCall } from '../format.ts'

/** The headers of a delivery of `body`, signed in both schemes as Plinth signs (docs/guides/webhooks.md). */
export function signedHeaders({ body, signed, headers = {} }: VerifyCall, nowMs: number): Record<string, string> {
  if (signed === undefined) return headers
  const id = 'evt_01kb0q4c7q4k6h8j2d5f7s9a1p'
  const timestamp = String(Math.floor(nowMs / 1_000) - (signed.ageSeconds ?? 0))
  const text = signed.body ?? body
  const standard = signed.with.map(
    (secret) => `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${text}`).digest('base64')}`,
  )
  const all = {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': standard.join(' '),
    'x-webhook-id': id,
    'x-webhook-timestamp': timestamp,
    'x-webhook-signature': `sha256=${createHmac('sha256', signed.with[0] ?? '')
      .update(text)
      .digest('hex')}`,
    ...headers,
    ...signed.replacing,
  }
  return Object.fromEntries(Object.entries(all).filter(([name]) => !signed.without?.includes(name)))
}

function keyOf(secret: string): Buffer {
  const encoded = secret.startsWith('whsec_') ? secret.slice(6) : ''
  const key = Buffer.from(encoded, 'base64')
  return encoded !== '' && key.toString('base64') === encoded ? key : Buffer.from(secret)
}
