import type { Clock } from '@plinth/kit/clock'
import type { Database, Tx } from '@plinth/kit/db'
import { newId } from '@plinth/kit/ids'
import { matchVersion } from '@plinth/kit/if-match'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { managerWorkspace, readerWorkspace } from '../access.ts'
import { findEndpoint } from '../endpoints/store.ts'
import { fail } from '../errors.ts'
import { countChosen, countedMax } from './choice-store.ts'
import { replayCancelled, replayStarted } from './events.ts'
import { rangeOf } from './range.ts'
import { ended, type Replay, type ReplayRange } from './replay.ts'
import * as store from './store.ts'

export interface ReplayRequest {
  endpointId: string
  since?: Date | undefined
  /** Undefined: now. */
  until?: Date | undefined
  /** Empty: every status of a delivery that has ended. */
  status: string
}

export type ReplayVerbs = ReturnType<typeof replayVerbs>

export function replayVerbs({ database, clock }: { database: Database; clock: Clock }) {
  /** Begins to send a range of history again, in the background. One replay at a time for an endpoint. */
  async function createReplay(tx: Tx, ctx: CallContext, request: ReplayRequest): Promise<Replay> {
    const { workspaceId, range, total } = await planned(tx, ctx, request)
    const { endpointId } = request
    const row = { id: newId('rpl', clock), workspaceId, endpointId, total }
    const replay = await store.insertReplay(tx, row, range)
    if (replay === undefined) throw fail.replayRunning()
    tx.emit(replayStarted(row, replay))
    return replay
  }

  /** Counts the deliveries that such a replay would queue. */
  async function countReplay(tx: Tx, ctx: CallContext, request: ReplayRequest): Promise<number> {
    return (await planned(tx, ctx, request)).total
  }

  async function getReplay(ctx: CallContext, endpointId: string, id: string): Promise<Replay> {
    const workspaceId = readerWorkspace(ctx)
    const endpoint = await findEndpoint(database, workspaceId, endpointId)
    const replay = endpoint && (await store.findReplay(database, workspaceId, endpointId, id))
    if (replay === undefined) throw fail.replayNotFound()
    return replay
  }

  /** Stops a replay: it queues no further delivery; queued deliveries are sent. */
  async function cancelReplay(tx: Tx, ctx: CallContext, endpointId: string, id: string): Promise<void> {
    const workspaceId = managerWorkspace(ctx)
    const endpoint = await findEndpoint(tx, workspaceId, endpointId)
    const replay = endpoint && (await store.findReplay(tx, workspaceId, endpointId, id))
    if (replay === undefined) throw fail.replayNotFound()
    // A replay has version 0 for ever: stopping is its only change, and its progress does not make that request stale.
    matchVersion(ctx, 0)
    const running = await store.cancelReplay(tx, workspaceId, id)
    if (running !== undefined) tx.emit(replayCancelled({ workspaceId, endpointId }, running))
  }

  return { createReplay, countReplay, getReplay, cancelReplay }
}

async function planned(
  tx: Tx,
  ctx: CallContext,
  { endpointId, ...request }: ReplayRequest,
): Promise<{ workspaceId: string; range: ReplayRange; total: number }> {
  const workspaceId = managerWorkspace(ctx)
  if ((await findEndpoint(tx, workspaceId, endpointId)) === undefined) throw fail.endpointNotFound()
  const range = rangeOf(request, await tx.time(), ended)
  const counted = await countChosen(tx, workspaceId, [endpointId], range, {}, countedMax)
  if (counted === undefined) throw fail.rangeTooLong(countedMax, true)
  return { workspaceId, range, total: counted[0]?.total ?? 0 }
}
