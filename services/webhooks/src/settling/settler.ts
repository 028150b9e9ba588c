// Any number of processes may do this at once: an endpoint's lock is taken for one slice, and what a slice does depends on
// nothing but how the endpoint and its deliveries stand then. So one that dies in between costs nothing.
import type { Database } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { type Repeating, repeating } from '@plinth/kit/repeating'
import { cancelSlice, holdSlice, releaseSlice } from '../dispatch/hold-store.ts'
import { endSettling, findSettling, lockSettling, postponeSettling } from './store.ts'

export interface SettlerDeps {
  database: Database
  log: Logger
  shard: number
  /** Deliveries became due. */
  announceDue: () => void
}

const everyMs = 250

/** Holds, releases or cancels what endpoints are owed beyond the first slice, until it is stopped. */
export function startSettler(deps: SettlerDeps): Pick<Repeating, 'stop'> {
  let isStopping = false
  const failed = (err: unknown) => deps.log.warn({ err }, 'what an endpoint is owed could not be settled yet')
  const settling = repeating(
    everyMs,
    async () => {
      while (!isStopping && (await settleSlice(deps)));
    },
    failed,
  )
  return {
    stop: () => {
      isStopping = true
      return settling.stop()
    },
  }
}

/** Answers false when no endpoint had its turn. */
export async function settleSlice({ database, shard, announceDue }: Omit<SettlerDeps, 'log'>): Promise<boolean> {
  const taken = await database.transaction(
    async (tx, [locked]) => {
      // The column is the one that lockSettling names.
      const [turn] = (locked ?? []) as { endpointId: string }[]
      if (turn === undefined) return { hasTurn: false, hasReleased: false }
      const ids = [turn.endpointId]
      const endpoint = await findSettling(tx, turn.endpointId)
      if (endpoint === undefined) {
        await endSettling(tx, turn.endpointId)
        return { hasTurn: true, hasReleased: false }
      }
      const { isDeleted, isActive, since } = endpoint
      const hasReleased = isActive && !isDeleted
      const { isFull } = isDeleted
        ? await cancelSlice(tx, ids, shard)
        : isActive
          ? await releaseSlice(tx, ids, since)
          : await holdSlice(tx, ids)
      if (isFull) await postponeSettling(tx, turn.endpointId)
      else await endSettling(tx, turn.endpointId)
      return { hasTurn: true, hasReleased }
    },
    [lockSettling],
  )
  if (taken.hasReleased) announceDue()
  return taken.hasTurn
}
