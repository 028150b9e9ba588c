import { type Msg, nanos } from '@nats-io/transport-node'
import type { BusMessage } from '../bus.ts'

export const idHeader = 'Nats-Msg-Id'
export const traceparentHeader = 'traceparent'

/** A message in a consumer's hands until it is acknowledged or given back. */
export interface Delivery {
  message: BusMessage
  /** How often it has been handed to a consumer, this time included. */
  deliveries: number
  ack(): void
  giveBack(delayMs: number): void
  /** Starts the server's wait for the acknowledgement anew. */
  stillWorking(): void
}

const acknowledged = '+ACK'
const inProgress = '+WPI'

/** undefined for what is no message of the stream: a status of the pull. */
export function toDelivery(msg: Msg): Delivery | undefined {
  const tokens = msg.reply?.split('.') ?? []
  if (tokens[0] !== '$JS' || tokens[1] !== 'ACK') return undefined
  // $JS.ACK.<stream>.<consumer>.<deliveries>.…, or with domain and account before the stream.
  const deliveries = Number(tokens[tokens.length > 9 ? 6 : 4])
  return {
    message: {
      subject: msg.subject,
      id: msg.headers?.get(idHeader) ?? '',
      data: msg.data,
      traceparent: msg.headers?.get(traceparentHeader) ?? '',
    },
    deliveries,
    ack: () => void msg.respond(acknowledged),
    giveBack: (delayMs) =>
      void msg.respond(delayMs === 0 ? '-NAK' : `-NAK ${JSON.stringify({ delay: nanos(delayMs) })}`),
    stillWorking: () => void msg.respond(inProgress),
  }
}
