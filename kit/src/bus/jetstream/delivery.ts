import { type Msg, nanos } from '@nats-io/transport-node'
import type { BusMessage } from '../bus.ts'

export const idHeader = 'Nats-Msg-Id'
export const traceparentHeader = 'traceparent'

/** A message that a consumer holds until it is acknowledged or given back. */
export interface Delivery {
  message: BusMessage
  /** Number of deliveries to a consumer, including this one. */
  deliveries: number
  ack(): void
  giveBack(delayMs: number): void
  /** Restarts the wait of the server for the acknowledgement. */
  stillWorking(): void
}

const acknowledged = '+ACK'
const inProgress = '+WPI'

/** Returns undefined for a status of the pull, which is not a message of the stream. */
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
