import type { Database, Tx } from '@plinth/kit/db'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { managerWorkspace } from '../access.ts'
import { plannerSettings } from '../delivery-queue/planner-settings.ts'
import type { Endpoint } from '../endpoints/endpoint.ts'
import { bodyOf } from '../endpoints/payload-form.ts'
import { findEndpoint, lockEndpoint } from '../endpoints/store.ts'
import { fail } from '../errors.ts'
import { dayOfId } from '../partitions/days.ts'
import {
  type HandOut,
  handOutId,
  idMistakes,
  nackMistakes,
  type PollRequest,
  parseHandOutId,
  pollMistakes,
} from './hand-out.ts'
import * as store from './store.ts'
import type { PollWaiters, Waiting } from './waiters.ts'

export interface PollingDeps {
  database: Pick<Database, 'query' | 'transaction'>
  waiters: PollWaiters
  /** The counter shard of this process. */
  shard: number
}

/** Ids of hand-outs, by what became of them. */
export interface IdOutcome {
  done: string[]
  expired: string[]
}

export type PollingVerbs = ReturnType<typeof pollingVerbs>

export function pollingVerbs({ database, waiters, shard }: PollingDeps) {
  /**
   * Hands out what is due to this caller alone until the lease runs out, the longest due first. Waits when nothing is, until
   * `caller` is aborted. A disabled endpoint has nothing due.
   */
  async function poll(
    ctx: CallContext,
    endpointId: string,
    request: PollRequest,
    caller: AbortSignal,
  ): Promise<HandOut[]> {
    const workspaceId = managerWorkspace(ctx)
    refuse(pollMistakes(request))
    if (request.waitSeconds === 0) return handOut(workspaceId, endpointId, request, caller)
    polled(await findEndpoint(database, workspaceId, endpointId))
    const poller = { workspaceId, userId: ctx.principal?.userId ?? '' }
    const waiting = waiters.enter(poller, endpointId, request.waitSeconds * 1_000, caller)
    try {
      return await handOutWaiting(waiting, () => handOut(workspaceId, endpointId, request, caller))
    } finally {
      waiting.end()
    }
  }

  async function handOut(
    workspaceId: string,
    endpointId: string,
    request: PollRequest,
    caller: AbortSignal,
  ): Promise<HandOut[]> {
    return database.transaction(
      async (tx) => {
        const endpoint = polled(await lockEndpoint(tx, workspaceId, endpointId))
        if (!isOpen(endpoint)) return []
        const handed = await store.handOut(tx, endpointId, request.limit, request.leaseSeconds)
        // A caller that is gone leases nothing: the next poll gets it.
        caller.throwIfAborted()
        return handed.map((one) => ({ ...one, payload: bodyOf(one.payload, endpoint.payloadForm) }))
      },
      { settings: plannerSettings },
    )
  }

  /** Ends hand-outs as delivered. Those that were handed out again meanwhile, or given back, are expired. */
  async function acknowledge(tx: Tx, ctx: CallContext, endpointId: string, ids: readonly string[]): Promise<IdOutcome> {
    refuse(idMistakes(ids))
    polled(await lockEndpoint(tx, managerWorkspace(ctx), endpointId))
    return outcomeOf(ids, (keys) => store.acknowledge(tx, endpointId, keys, shard))
  }

  /** Gives hand-outs back, to be handed out again after the delay. Those whose lease ran out are expired. */
  async function giveBack(
    tx: Tx,
    ctx: CallContext,
    endpointId: string,
    ids: readonly string[],
    delaySeconds: number,
  ): Promise<IdOutcome> {
    refuse(nackMistakes(ids, delaySeconds))
    const endpoint = polled(await lockEndpoint(tx, managerWorkspace(ctx), endpointId))
    const back = { delaySeconds, isHeld: !isOpen(endpoint) }
    return outcomeOf(ids, (keys) => store.giveBack(tx, endpointId, keys, back))
  }

  return { poll, acknowledge, giveBack }
}

async function handOutWaiting(waiting: Waiting, look: () => Promise<HandOut[]>): Promise<HandOut[]> {
  for (;;) {
    const handed = await look()
    if (handed.length > 0 || !(await waiting.next())) return handed
  }
}

/** Does the work with the ids that can be read. */
async function outcomeOf(
  ids: readonly string[],
  work: (keys: readonly store.HandOutKey[]) => Promise<Pick<HandOut, 'deliveryId' | 'attempt'>[]>,
): Promise<IdOutcome> {
  const unique = [...new Set(ids)]
  const keys = unique.flatMap((id) => {
    const named = parseHandOutId(id)
    return named === undefined ? [] : [{ ...named, eventDay: dayOfId(named.deliveryId) }]
  })
  const found = keys.length === 0 ? [] : await work(keys)
  const done = new Set(found.map(({ deliveryId, attempt }) => handOutId(deliveryId, attempt)))
  return { done: unique.filter((id) => done.has(id)), expired: unique.filter((id) => !done.has(id)) }
}

const isOpen = ({ isActive, isSuspended }: Endpoint): boolean => isActive && !isSuspended

function polled(endpoint: Endpoint | undefined): Endpoint {
  if (endpoint === undefined) throw fail.endpointNotFound()
  if (endpoint.kind !== 'poll') throw fail.notPolled()
  return endpoint
}

function refuse(mistakes: Record<string, string[]>): void {
  if (Object.keys(mistakes).length > 0) throw fail.invalidFields(mistakes)
}
