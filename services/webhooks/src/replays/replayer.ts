// Any number of processes may do this at once: a replay's row is its lock, its cursor moves with what it queued.
import type { Database } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { type Repeating, repeating } from '@plinth/kit/repeating'
import { lockStates } from '../dispatch/claim-store.ts'
import { refreshDue } from '../dispatch/refresh-due.ts'
import { budgetMs, type ScheduleSeconds } from '../dispatch/schedule.ts'
import {
  abandonReplay,
  findReplayed,
  postponeReplay,
  queueSlice,
  type ReplayTurn,
  selectReplay,
} from './slice-store.ts'

export interface ReplayLimits {
  /** Deliveries looked at in one transaction. */
  sliceMax: number
  /** A replay waits while so many deliveries of its endpoint wait: it can be cancelled, and what is new is not far behind it. */
  backlogMax: number
}

export const replayLimits: ReplayLimits = { sliceMax: 500, backlogMax: 1_000 }

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

/** Queues running replays slice by slice, in turns, until it is stopped. */
export function startReplayer(deps: ReplayerDeps): Pick<Repeating, 'stop'> {
  let isStopping = false
  const replaying = repeating({
    name: 'webhooks replays',
    kind: 'work',
    everyMs,
    run: async (achieved) => {
      while (!isStopping && (await nextSlice(deps))) achieved()
    },
    onFailure: (err, failures) =>
      deps.log.warn({ err, failures }, 'queueing a slice of a replay failed; trying again in 250 ms'),
  })
  return {
    stop: () => {
      isStopping = true
      return replaying.stop()
    },
  }
}

/** Answers false when no replay had its turn. */
async function nextSlice(deps: ReplayerDeps): Promise<boolean> {
  const { sliceMax, backlogMax } = deps.limits
  const taken = await deps.database.transaction(
    async (tx, [rows]) => {
      // The columns are those that selectReplay names.
      const [replay] = (rows ?? []) as ReplayTurn[]
      if (replay === undefined) return { hasTurn: false, hasQueued: false }
      const { id, endpointId } = replay
      await tx.query(lockStates([endpointId]))
      const endpoint = await findReplayed(tx, endpointId, backlogMax)
      if (endpoint === undefined || endpoint.isDeleted) {
        await abandonReplay(tx, id)
        return { hasTurn: true, hasQueued: false }
      }
      if (endpoint.backlog >= backlogMax) {
        await postponeReplay(tx, id, pauseMs)
        return { hasTurn: true, hasQueued: false }
      }
      const own = endpoint.retryScheduleSeconds
      const schedule = own.length === 0 ? deps.defaultSchedule : own
      await queueSlice(tx, replay, {
        deliveriesMax: sliceMax,
        isHeld: !endpoint.isActive,
        budgetMs: budgetMs(schedule),
        shard: deps.shard,
      })
      tx.atCommit(refreshDue([endpointId]))
      return { hasTurn: true, hasQueued: true }
    },
    [selectReplay],
  )
  if (taken.hasQueued) deps.announceDue()
  return taken.hasTurn
}
