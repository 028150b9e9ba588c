import {
  AckPolicy,
  type ConsumerConfig,
  DeliverPolicy,
  JetStreamApiError,
  type JetStreamManager,
} from '@nats-io/jetstream'
import { nanos } from '@nats-io/transport-node'
import { ensureStream, streamName } from './stream.ts'

export interface DurableShape {
  durable: string
  subjects: readonly string[]
  ackWaitMs: number
}

const existsWithOtherConfig = 10148

/** Creates the stream and the durable if they are missing, and updates the subjects of a durable. Resolves as ensureStream. */
export async function ensureDurable(manager: JetStreamManager, shape: DurableShape): Promise<string> {
  const streamMade = await ensureStream(manager)
  const changeable = {
    ack_wait: nanos(shape.ackWaitMs),
    filter_subjects: [...shape.subjects],
    max_deliver: -1,
    max_ack_pending: 256,
  } satisfies Partial<ConsumerConfig>
  const fixed = { durable_name: shape.durable, ack_policy: AckPolicy.Explicit, deliver_policy: DeliverPolicy.All }
  try {
    await manager.consumers.add(streamName, { ...fixed, ...changeable })
  } catch (error) {
    if (!(error instanceof JetStreamApiError) || error.code !== existsWithOtherConfig) throw error
    await manager.consumers.update(streamName, shape.durable, changeable)
  }
  return streamMade
}
