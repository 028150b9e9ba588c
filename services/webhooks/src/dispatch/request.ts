import type { PostRequest } from '@plinth/kit/outbound-http'
import type { SecretBox } from '@plinth/kit/secrets/secret-box'
import { hideValues, openHeaders } from '../endpoints/custom-headers.ts'
import { bodyOf } from '../endpoints/payload-form.ts'
import type { Destination } from './lease-store.ts'
import { type RequestKeys, signatureHeaders } from './signature.ts'
import type { SigningKeys } from './signing-keys.ts'

export interface RequestLimits {
  timeoutMs: number
  connectTimeoutMs: number
}

export interface Outgoing {
  deliveryId: string
  eventId: string
  eventType: string
  payload: Buffer
  attemptNo: number
  /** `unknown` when the result of the attempt before was lost. */
  previousOutcome: string
}

type Addressee = Pick<
  Destination,
  'url' | 'payloadForm' | 'headers' | 'sealedHeaders' | 'sealedSecret' | 'sealedPreviousSecret'
>

/** The logged part of a request: no value of a custom header, and no header that plainHeaders gives. */
export interface LoggedRequest {
  url: string
  headers: Readonly<Record<string, string>>
}

const responseBytesMax = 65_536

/** Headers that follow from the delivery and the attempt. */
export const plainHeaders = ({
  deliveryId,
  eventId,
  eventType,
  attemptNo,
}: Omit<Outgoing, 'payload' | 'previousOutcome'>): Record<string, string> => ({
  'content-type': 'application/json',
  'user-agent': 'Plinth-Webhooks/1',
  'x-webhook-id': eventId,
  'x-webhook-event': eventType,
  'x-webhook-delivery': deliveryId,
  'x-webhook-attempt': String(attemptNo),
})

/** Builds the request of one attempt, and what is logged of it: custom headers come first, so that they cannot replace ours. */
export function requestOf(
  outgoing: Outgoing,
  addressee: Addressee,
  deps: { secrets: SecretBox; keys: SigningKeys; limits: RequestLimits; now: Date },
): { request: PostRequest; logged: LoggedRequest } {
  const body = bodyOf(outgoing.payload, addressee.payloadForm)
  const signed = { id: outgoing.eventId, timestampSeconds: Math.floor(deps.now.getTime() / 1_000), body }
  const custom = openHeaders(deps.secrets, addressee)
  const own = {
    ...(outgoing.previousOutcome === 'unknown' ? { 'x-webhook-previous-outcome': 'unknown' } : {}),
    ...signatureHeaders(signed, keysOf(deps.keys, addressee)),
  }
  const { url } = addressee
  const request = {
    url,
    headers: { ...custom, ...plainHeaders(outgoing), ...own },
    body,
    responseBytesMax,
    timeoutMs: deps.limits.timeoutMs,
    connectTimeoutMs: deps.limits.connectTimeoutMs,
  }
  return { request, logged: { url, headers: { ...hideValues(custom), ...own } } }
}

function keysOf(keys: SigningKeys, { sealedSecret, sealedPreviousSecret }: Addressee): RequestKeys {
  const current = keys.of(sealedSecret)
  return sealedPreviousSecret === null ? { current } : { current, previous: keys.of(sealedPreviousSecret) }
}
