import type { Bus } from '../bus.ts'
import type { JetStreamBusOptions } from './jetstream-bus.ts'

/**
 * A bus over NATS JetStream. Rejects with a sentence when it cannot be reached within 5 s; rides out every outage
 * after that, and makes the stream and the durables again when they are gone.
 */
export async function jetStreamBus(options: JetStreamBusOptions): Promise<Bus> {
  // NOTE: imported here and not above: a process with the in-process bus does not pay for the client.
  const { openJetStreamBus } = await import('./jetstream-bus.ts')
  return openJetStreamBus(options)
}
