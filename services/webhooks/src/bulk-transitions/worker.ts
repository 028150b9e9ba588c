// Any number of processes may run this at once: one chunk takes the endpoint's lock, and depends only on the state of the
// endpoint and its deliveries under that lock. A process that dies between two chunks costs nothing.
import { setTimeout as wait } from 'node:timers/promises'
import { type Job, startJob } from '@plinth/kit/async/job'
import type { Database, Tx } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import {
  deleteRemainders,
  type EndpointWithRemainder,
  findRemainder,
  lockNextRemainder,
  postponeRemainder,
} from './remainder-store.ts'
import { cancelChunk, holdChunk, releaseChunk } from './store.ts'

export interface BulkTransitionDeps {
  database: Database
  log: Logger
  shard: number
  /** Deliveries became due. */
  announceDue: () => void
}

const everyMs = 250
// Between two released chunks, dispatchers can lock the endpoint and send what is released already.
const releasePauseMs = 25
// An endpoint whose chunk failed goes behind all others and is tried again after this pause.
const failurePauseMs = 10_000

/** Holds, releases or cancels the deliveries of endpoints beyond the first chunk, until it is stopped. */
export const startBulkTransitions = (deps: BulkTransitionDeps): Job =>
  startJob({
    name: 'webhooks settling of endpoints',
    kind: 'work',
    everyMs,
    run: async (achieved) => {
      for (let done: ChunkKind | undefined = 'other'; done !== undefined; ) {
        done = await runNextChunk(deps)
        achieved()
        if (done === 'released') await wait(releasePauseMs)
      }
    },
    onFailure: (err, failures) =>
      deps.log.warn({ err, failures }, 'holding, releasing or cancelling deliveries failed; retrying in 250 ms'),
  })

type ChunkKind = 'released' | 'other'

/** Returns undefined when no endpoint has a remainder that is due. */
export async function runNextChunk({
  database,
  log,
  shard,
  announceDue,
}: BulkTransitionDeps): Promise<ChunkKind | undefined> {
  let endpointId: string | undefined
  try {
    const done = await database.transaction(
      async (tx, [locked]) => {
        // The column is the one that lockNextRemainder names.
        const [next] = (locked ?? []) as { endpointId: string }[]
        endpointId = next?.endpointId
        return endpointId === undefined ? undefined : advance(tx, endpointId, shard)
      },
      { statements: [lockNextRemainder] },
    )
    if (done === 'released') announceDue()
    return done
  } catch (err) {
    if (endpointId === undefined) throw err
    log.warn(
      { err, endpointId },
      'a chunk of the deliveries of an endpoint could not be held, released or cancelled; retrying in 10 s',
    )
    // The rollback left this endpoint first in the queue: without the pause it would block all others.
    await postponeRemainder(database, endpointId, failurePauseMs)
    return 'other'
  }
}

async function advance(tx: Tx, endpointId: string, shard: number): Promise<ChunkKind> {
  const endpoint = await findRemainder(tx, endpointId)
  const isReleased = endpoint?.isActive === true && !endpoint.isDeleted
  if (endpoint !== undefined && (await transitionChunk(tx, endpoint, shard)).isFull)
    await postponeRemainder(tx, endpointId, isReleased ? releasePauseMs : 0)
  else await deleteRemainders(tx, [endpointId])
  return isReleased ? 'released' : 'other'
}

function transitionChunk(tx: Tx, { endpointId, since, isActive, isDeleted }: EndpointWithRemainder, shard: number) {
  if (isDeleted) return cancelChunk(tx, [endpointId], shard)
  return isActive ? releaseChunk(tx, [endpointId], since) : holdChunk(tx, [endpointId])
}
