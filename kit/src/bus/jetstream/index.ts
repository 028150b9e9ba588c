import type { Bus } from '../bus.ts'
import type { JetStreamBusOptions } from './jetstream-bus.ts'

/**
 * Opens a bus over NATS JetStream. Rejects with a sentence if NATS is not reachable within 5 s; survives every outage
 * after that, and creates the stream and the durables again if they are lost.
 */
export async function jetStreamBus(options: JetStreamBusOptions): Promise<Bus> {
  // NOTE: imported here, so that a process with the in-process bus does not load the client.
  const { openJetStreamBus } = await import('./jetstream-bus.ts')
  return openJetStreamBus(options)
}
