import type { Clock } from '@plinth/kit/clock'
import type { Database, Tx } from '@plinth/kit/db'
import { newId } from '@plinth/kit/ids'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { managerWorkspace, readerWorkspace } from '../access.ts'
import { findEndpoint } from '../endpoints/store.ts'
import { fail } from '../errors.ts'
import { type Replay, type Stretch, statusesOf } from './replay.ts'
import * as store from './store.ts'

export interface ReplayRequest {
  endpointId: string
  since?: Date | undefined
  /** Undefined: now. */
  until?: Date | undefined
  /** Empty: whatever has ended. */
  status: string
}

export type ReplayVerbs = ReturnType<typeof replayVerbs>

export function replayVerbs({ database, clock }: { database: Database; clock: Clock }) {
  /** Begins to send a stretch of history again, in the background. One at a time for an endpoint. */
  async function createReplay(tx: Tx, ctx: CallContext, request: ReplayRequest): Promise<Replay> {
    const { workspaceId, stretch, total } = await planned(tx, ctx, request)
    const { endpointId } = request
    const row = { id: newId('rpl', clock), workspaceId, endpointId, total }
    const replay = await store.insertReplay(tx, row, stretch)
    if (replay === undefined) throw fail.replayRunning()
    return replay
  }

  /** How many deliveries such a replay would queue. */
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

  /** Queues nothing more; what was queued is sent. */
  async function cancelReplay(tx: Tx, ctx: CallContext, endpointId: string, id: string): Promise<void> {
    const workspaceId = managerWorkspace(ctx)
    const endpoint = await findEndpoint(tx, workspaceId, endpointId)
    const replay = endpoint && (await store.findReplay(tx, workspaceId, endpointId, id))
    if (replay === undefined) throw fail.replayNotFound()
    // Its ETag says version 0 as long as it lives: to stop it is the only change, and stays meant however far it has got.
    if ((ctx.ifMatchVersion ?? 0) !== 0) throw fail.versionStale()
    await store.cancelReplay(tx, workspaceId, id)
  }

  return { createReplay, countReplay, getReplay, cancelReplay }
}

async function planned(
  tx: Tx,
  ctx: CallContext,
  { endpointId, since, until, status }: ReplayRequest,
): Promise<{ workspaceId: string; stretch: Stretch; total: number }> {
  const workspaceId = managerWorkspace(ctx)
  if ((await findEndpoint(tx, workspaceId, endpointId)) === undefined) throw fail.endpointNotFound()
  const statuses = statusesOf(status)
  if (statuses === undefined) throw fail.invalidFields({ status: ['The status must be success, failed or cancelled.'] })
  if (since === undefined) throw fail.invalidFields({ since: ['The since field is required.'] })
  const now = await store.databaseNow(tx)
  const stretch = { since, until: until === undefined || until > now ? now : until, statuses }
  if (until !== undefined && since > until)
    throw fail.invalidFields({ until: ['The until field must not be earlier than since.'] })
  return { workspaceId, stretch, total: await store.countStretch(tx, endpointId, stretch) }
}
