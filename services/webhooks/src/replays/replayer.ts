// Any number of processes may run this at once: the row of a replay is its lock, and its cursor moves with each chunk.

import { type Job, startJob } from '@plinth/kit/async/job'
import { whileMore } from '@plinth/kit/async/while-more'
import type { Database, Tx } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { lockEndpointStates, refreshDue } from '../delivery-queue/endpoint-state-store.ts'
import { type ScheduleSeconds, scheduleOf, unfinishedMsMax } from '../delivery-queue/retry-schedule.ts'
import { lockInOrder } from '../partitions/store.ts'
import {
  abandonReplay,
  type DueReplay,
  findReplayed,
  postponeReplay,
  queueChunk,
  selectDueReplay,
} from './chunk-store.ts'

export interface ReplayLimits {
  /** Deliveries looked at in one transaction. */
  chunkMax: number
  /** A replay pauses while this many deliveries of its endpoint wait: so it can be cancelled, and new events are not far behind. */
  backlogMax: number
}

export const replayLimits: ReplayLimits = { chunkMax: 500, backlogMax: 1_000 }

export interface ReplayerDeps {
  database: Database
  log: Logger
  defaultSchedule: ScheduleSeconds
  shard: number
  limits: ReplayLimits
  /** Deliveries became due. */
  announceDue: () => void
}

const everyMs = 250
const pauseMs = 250
// A replay whose chunk failed goes behind all others and is tried again after this pause.
const failurePauseMs = 10_000

/** Queues the deliveries of running replays chunk by chunk, one replay after the other, until it is stopped. */
export const startReplayer = (deps: ReplayerDeps): Job =>
  startJob({
    name: 'webhooks replays',
    kind: 'work',
    everyMs,
    run: (achieved) => whileMore(() => queueNextChunk(deps), achieved),
    onFailure: (err, failures) =>
      deps.log.warn({ err, failures }, 'queueing a chunk of a replay failed; retrying in 250 ms'),
  })

/** Returns false when no replay is due for a chunk. */
async function queueNextChunk(deps: ReplayerDeps): Promise<boolean> {
  const { database, log, announceDue } = deps
  let replayId: string | undefined
  try {
    const step = await database.transaction(
      async (tx, [rows]) => {
        // The columns are those that selectDueReplay names.
        const [replay] = (rows ?? []) as DueReplay[]
        replayId = replay?.id
        return replay === undefined ? 'none' : advance(tx, replay, deps)
      },
      { settings: [lockInOrder], statements: [selectDueReplay] },
    )
    if (step === 'queued') announceDue()
    return step !== 'none'
  } catch (err) {
    if (replayId === undefined) throw err
    log.warn({ err, replayId }, 'a chunk of a replay could not be queued; retrying in 10 s')
    // The rollback left this replay first in the queue: without the pause it would block all others.
    await postponeReplay(database, replayId, failurePauseMs)
    return true
  }
}

async function advance(
  tx: Tx,
  replay: DueReplay,
  { limits, defaultSchedule, shard }: ReplayerDeps,
): Promise<'queued' | 'waits'> {
  const { id, endpointId } = replay
  await tx.query(lockEndpointStates([endpointId]))
  const endpoint = await findReplayed(tx, endpointId, limits.backlogMax)
  if (endpoint === undefined || endpoint.isDeleted) {
    await abandonReplay(tx, id)
    return 'waits'
  }
  if (endpoint.backlog >= limits.backlogMax) {
    await postponeReplay(tx, id, pauseMs)
    return 'waits'
  }
  const schedule = scheduleOf(endpoint.retryScheduleSeconds, defaultSchedule)
  await queueChunk(tx, replay, {
    deliveriesMax: limits.chunkMax,
    isHeld: !endpoint.isActive,
    budgetMs: unfinishedMsMax(endpoint.isPolled, schedule),
    shard,
  })
  tx.atCommit(refreshDue([endpointId]))
  return 'queued'
}
