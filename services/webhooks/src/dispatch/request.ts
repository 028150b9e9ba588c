import type { PostRequest } from '@plinth/kit/outbound-http'
import type { SecretBox } from '@plinth/kit/secrets/secret-box'
import { openHeaders } from '../endpoints/custom-headers.ts'
import { bodyOf } from '../endpoints/payload-form.ts'
import type { Destination } from './lease-store.ts'
import { type SigningSecrets, signatureHeaders } from './signature.ts'

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

const responseBytesMax = 65_536

/** Builds the request of one attempt: custom headers come first, so that they cannot replace ours. */
export function requestOf(
  outgoing: Outgoing,
  addressee: Addressee,
  deps: { secrets: SecretBox; limits: RequestLimits; now: Date },
): PostRequest {
  const body = bodyOf(outgoing.payload, addressee.payloadForm)
  const signed = { id: outgoing.eventId, timestampSeconds: Math.floor(deps.now.getTime() / 1_000), body }
  return {
    url: addressee.url,
    headers: {
      ...openHeaders(deps.secrets, addressee),
      'content-type': 'application/json',
      'user-agent': 'Plinth-Webhooks/1',
      'x-webhook-id': outgoing.eventId,
      'x-webhook-event': outgoing.eventType,
      'x-webhook-delivery': outgoing.deliveryId,
      'x-webhook-attempt': String(outgoing.attemptNo),
      ...(outgoing.previousOutcome === 'unknown' ? { 'x-webhook-previous-outcome': 'unknown' } : {}),
      ...signatureHeaders(signed, openSecrets(deps.secrets, addressee)),
    },
    body,
    responseBytesMax,
    timeoutMs: deps.limits.timeoutMs,
    connectTimeoutMs: deps.limits.connectTimeoutMs,
  }
}

function openSecrets(box: SecretBox, { sealedSecret, sealedPreviousSecret }: Addressee): SigningSecrets {
  const current = box.open(sealedSecret).toString()
  return sealedPreviousSecret === null ? { current } : { current, previous: box.open(sealedPreviousSecret).toString() }
}
