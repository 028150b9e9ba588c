// Any number of processes may do this at once: an endpoint's lock is taken for one slice, and what a slice does depends on
// nothing but how the endpoint and its deliveries stand then. So one that dies in between costs nothing.
import { setTimeout as wait } from 'node:timers/promises'
import type { Database, Tx } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { type Repeating, repeating } from '@plinth/kit/repeating'
import { cancelSlice, holdSlice, releaseSlice } from '../dispatch/hold-store.ts'
import { endSettling, findSettling, lockSettling, postponeSettling, type SettlingEndpoint } from './store.ts'

export interface SettlerDeps {
  database: Database
  log: Logger
  shard: number
  /** Deliveries became due. */
  announceDue: () => void
}

const everyMs = 250
// Between two slices that are released, dispatchers get at the endpoint: what is free already is sent.
const releasePauseMs = 25
// Whose slice fails goes behind everybody whose do not, and is tried again this much later.
const failurePauseMs = 10_000

/** Holds, releases or cancels what endpoints are owed beyond the first slice, until it is stopped. */
export function startSettler(deps: SettlerDeps): Pick<Repeating, 'stop'> {
  let isStopping = false
  const settling = repeating({
    name: 'webhooks settling of endpoints',
    kind: 'work',
    everyMs,
    run: async (achieved) => {
      for (let taken: Slice | undefined = 'settled'; taken !== undefined && !isStopping; ) {
        taken = await settleSlice(deps)
        achieved()
        if (taken === 'released') await wait(releasePauseMs)
      }
    },
    onFailure: (err, failures) =>
      deps.log.warn({ err, failures }, 'settling what endpoints are owed failed; trying again in 250 ms'),
  })
  return {
    stop: () => {
      isStopping = true
      return settling.stop()
    },
  }
}

type Slice = 'released' | 'settled'

/** Answers undefined when no endpoint had its turn. */
export async function settleSlice({ database, log, shard, announceDue }: SettlerDeps): Promise<Slice | undefined> {
  let endpointId: string | undefined
  try {
    const slice = await database.transaction(
      async (tx, [locked]) => {
        // The column is the one that lockSettling names.
        const [turn] = (locked ?? []) as { endpointId: string }[]
        endpointId = turn?.endpointId
        return endpointId === undefined ? undefined : settle(tx, endpointId, shard)
      },
      [lockSettling],
    )
    if (slice === 'released') announceDue()
    return slice
  } catch (err) {
    if (endpointId === undefined) throw err
    log.warn({ err, endpointId }, 'a slice of what an endpoint is owed could not be settled yet')
    // Its turn was rolled back with it: it would be the first again, and nobody else's would ever come.
    await postponeSettling(database, endpointId, failurePauseMs)
    return 'settled'
  }
}

async function settle(tx: Tx, endpointId: string, shard: number): Promise<Slice> {
  const endpoint = await findSettling(tx, endpointId)
  const isReleased = endpoint?.isActive === true && !endpoint.isDeleted
  if (endpoint !== undefined && (await takeSlice(tx, endpoint, shard)).isFull)
    await postponeSettling(tx, endpointId, isReleased ? releasePauseMs : 0)
  else await endSettling(tx, [endpointId])
  return isReleased ? 'released' : 'settled'
}

function takeSlice(tx: Tx, { endpointId, since, isActive, isDeleted }: SettlingEndpoint, shard: number) {
  if (isDeleted) return cancelSlice(tx, [endpointId], shard)
  return isActive ? releaseSlice(tx, [endpointId], since) : holdSlice(tx, [endpointId])
}
