import { bytesOf, secretsOf, signature, signedBytes } from './signature.ts'

export interface SignOptions {
  /** Default: the event's `id`. */
  id?: string | undefined
  /** Unix seconds. Default: now. */
  timestamp?: number | undefined
}

export interface SignedWebhook {
  body: string
  headers: Record<string, string>
}

/** A request as Plinth signs it, both ways: for tests of a receiver. Several secrets sign as during a rotation. */
export async function signWebhook(
  event: object | string,
  secret: string | readonly string[],
  { id, timestamp = Math.floor(Date.now() / 1_000) }: SignOptions = {},
): Promise<SignedWebhook> {
  const secrets = secretsOf(secret)
  const body = typeof event === 'string' ? event : JSON.stringify(event)
  const known = typeof event === 'string' ? {} : (event as { id?: string; type?: string })
  const eventId = id ?? known.id ?? 'evt_test'
  const signed = signedBytes('standard', eventId, String(timestamp), bytesOf(body))
  const standard = await Promise.all(secrets.map((one) => signature('standard', one, signed)))
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': eventId,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': standard.join(' '),
      // One value only: of the old secret, which comes last.
      'x-webhook-signature': await signature('body', secrets.at(-1) as string, bytesOf(body)),
      'x-webhook-timestamp': String(timestamp),
      'x-webhook-id': eventId,
      ...(known.type === undefined ? {} : { 'x-webhook-event': known.type }),
    },
  }
}
