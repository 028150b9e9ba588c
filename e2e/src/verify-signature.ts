import { createHmac, timingSafeEqual } from 'node:crypto'

interface SignedRequest {
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: Buffer
}

// Written from the published rules (api.md §14), apart from the code that signs.

/** The reference's scheme: `X-Webhook-Signature: sha256=<hex HMAC(body)>`, keyed by the secret as it is. */
export function verifiesReferenceScheme({ headers, body }: SignedRequest, secret: string): boolean {
  const expected = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
  return sameText(header(headers, 'x-webhook-signature'), expected)
}

/** Standard Webhooks: `webhook-signature: v1,<base64 HMAC(id.timestamp.body)>`, keyed by the bytes after `whsec_`. */
export function verifiesStandardWebhooks({ headers, body }: SignedRequest, secret: string): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signed = Buffer.concat([
    Buffer.from(`${header(headers, 'webhook-id')}.${header(headers, 'webhook-timestamp')}.`),
    body,
  ])
  const expected = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
  return header(headers, 'webhook-signature')
    .split(' ')
    .some((signature) => sameText(signature, expected))
}

export function header(headers: SignedRequest['headers'], name: string): string {
  const value = headers[name]
  return typeof value === 'string' ? value : ''
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
