import { isDeepStrictEqual } from 'node:util'
import {
  JetStreamApiCodes,
  JetStreamApiError,
  type JetStreamManager,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
} from '@nats-io/jetstream'
import { nanos } from '@nats-io/transport-node'
import { allEvents } from '../bus.ts'

export const streamName = 'EVENTS'
export const duplicateWindowMs = 120_000

const config = {
  subjects: [allEvents],
  max_age: nanos(24 * 3_600_000),
  duplicate_window: nanos(duplicateWindowMs),
} satisfies Partial<StreamConfig>

const nameInUseWithOtherConfig = 10058

/**
 * Creates the stream if it is missing; an existing stream keeps what an operator set, such as its replicas. Safe to run concurrently.
 * Resolves to the creation time of the stream: sequences and acknowledgements of an earlier stream are not valid for it.
 */
export async function ensureStream(manager: JetStreamManager): Promise<string> {
  const fixed = { name: streamName, storage: StorageType.File, retention: RetentionPolicy.Limits }
  try {
    return (await manager.streams.add({ ...fixed, ...config })).created
  } catch (error) {
    if (!(error instanceof JetStreamApiError) || error.code !== nameInUseWithOtherConfig) throw error
    // NOTE: webhooks may not update it, and NATS calls a stream with other replicas than a new one would have different.
    const { config: present, created } = await manager.streams.info(streamName)
    return isAsWanted(present) ? created : (await manager.streams.update(streamName, config)).created
  }
}

const isAsWanted = (present: StreamConfig): boolean => isDeepStrictEqual({ ...present, ...config }, present)

/** Resolves to the creation time of the stream when the server answers for it. Creates a lost stream again. */
export async function confirmStream(manager: JetStreamManager): Promise<string> {
  try {
    return (await manager.streams.info(streamName)).created
  } catch (error) {
    if (!(error instanceof JetStreamApiError) || error.code !== JetStreamApiCodes.StreamNotFound) throw error
    return ensureStream(manager)
  }
}
