import { createHmac } from 'node:crypto'
import type { Entry } from './receivers.ts'

interface Sent {
  attempt: number
  isTaken?: boolean
  webhookId?: string
  name?: string
  extra?: number
  /** The secret that signs it instead. */
  secret?: string
  /** The outcome of the attempt before it, as it tells. */
  previousOutcome?: string
}

/** A POST as the receiver of del_1 writes it down, signed as Plinth signs. */
export function signed(sent: Sent, secret: string): Entry {
  const { attempt, isTaken = true, webhookId = 'evt_1', name = 'a', extra, previousOutcome } = sent
  const body = Buffer.from(JSON.stringify({ data: { object: { attributes: { name, extra } } } }))
  const key = sent.secret ?? secret
  const standard = createHmac('sha256', Buffer.from(key.replace(/^whsec_/, ''), 'base64'))
  const headers = {
    'webhook-id': webhookId,
    'webhook-timestamp': '1767607200',
    'webhook-signature': `v1,${standard.update(`${webhookId}.1767607200.`).update(body).digest('base64')}`,
    'x-webhook-signature': `sha256=${createHmac('sha256', key).update(body).digest('hex')}`,
    ...(previousOutcome === undefined ? {} : { 'x-webhook-previous-outcome': previousOutcome }),
  }
  return { webhookId, deliveryId: 'del_1', attempt, body, headers, isTaken }
}
